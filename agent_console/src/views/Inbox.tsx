import { useDesk } from "../app/desk.ts";
import type { Route } from "../state/route.ts";
import { ConversationPane } from "./ConversationPane.tsx";
import { EmptyPane } from "./EmptyPane.tsx";
import { InboxList } from "./InboxList.tsx";
import { WhoPane } from "./WhoPane.tsx";

type InboxRoute = Extract<Route, { page: "inbox" }>;

/** List, conversation, who is this; on a phone one of them. */
export function Inbox({ route }: { readonly route: InboxRoute }) {
  const { slices } = useDesk();
  const id = route.conversation;
  const conversation = id === null ? undefined : slices.conversations.value[id];
  return (
    <main class="c-inbox">
      <InboxList selected={id} />
      {id === null ? <EmptyPane /> : <ConversationPane key={id} id={id} conversation={conversation} />}
      {conversation !== undefined && <WhoPane conversation={conversation} />}
    </main>
  );
}
