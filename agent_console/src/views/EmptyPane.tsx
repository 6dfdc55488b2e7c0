import { EmptyArt } from "@shared/ui/EmptyArt.tsx";
import { useDesk, useMe } from "../app/desk.ts";
import { sectionsOf } from "../state/sections.ts";

/** No conversation is chosen: what to do next. */
export function EmptyPane() {
  const { t, slices, conversations, navigation } = useDesk();
  const me = useMe();
  const longest = sectionsOf(slices.inbox.value.rows, me.agent_id, "waiting", "")[0]?.rows[0];
  const take = async (id: string): Promise<void> => {
    navigation.go({ page: "inbox", conversation: id, who: false });
    await conversations.claim(id);
  };
  return (
    <section class="c-conv c-conv--empty" aria-label={t("empty.pane")}>
      <div class="z-empty">
        <EmptyArt kind="bell" />
        <h2>{t("empty.pane")}</h2>
        <p>{t("empty.pane_help")}</p>
        {longest !== undefined && (
          <button type="button" class="z-btn z-btn--primary" onClick={() => void take(longest.conversation_id)}>
            {t("empty.take_longest")}
          </button>
        )}
      </div>
    </section>
  );
}
