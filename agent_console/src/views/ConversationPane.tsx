import { useEffect, useState } from "preact/hooks";
import { EmptyArt } from "@shared/ui/EmptyArt.tsx";
import { useDesk } from "../app/desk.ts";
import type { Conversation } from "../state/conversation.ts";
import { hashOf } from "../state/route.ts";
import { Composer } from "./Composer.tsx";
import { ConversationHeader } from "./ConversationHeader.tsx";
import { Log } from "./Log.tsx";
import { PaneSkeleton } from "./Skeleton.tsx";
import { StandBar } from "./StandBar.tsx";

interface PaneProps {
  readonly id: string;
  readonly conversation: Conversation | undefined;
}

/** One conversation: who, what was said, where to write. */
export function ConversationPane({ id, conversation }: PaneProps) {
  const { t, nameOf } = useDesk();
  if (conversation === undefined) return <Opening id={id} />;
  const name = nameOf(id);
  return (
    <section class="c-conv" aria-label={t("conversation.label", { name })}>
      <ConversationHeader conversation={conversation} />
      <Log conversation={conversation} />
      <StandBar conversation={conversation} />
      <Composer conversation={conversation} />
    </section>
  );
}

/** A skeleton while it is opened; a sentence when it cannot be. */
function Opening({ id }: { readonly id: string }) {
  const { t, slices, link } = useDesk();
  const [refused, setRefused] = useState(false);
  const live = slices.link.value === "live";
  useEffect(() => {
    if (!live) return;
    link.look(id).catch(() => setRefused(true));
  }, [id, live]);
  if (!refused) return <PaneSkeleton />;
  return (
    <section class="c-conv c-conv--empty" aria-label={t("conversation.gone")}>
      <div class="z-empty">
        <EmptyArt kind="nothing-fits" />
        <h2>{t("conversation.gone")}</h2>
        <p>{t("conversation.gone_help")}</p>
        <a class="z-btn" href={hashOf({ page: "inbox", conversation: null, who: false })}>
          {t("conversation.back")}
        </a>
      </div>
    </section>
  );
}
