import { iconList, iconNote } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk, useMe } from "../app/desk.ts";
import type { Note } from "../state/timeline.ts";
import { Words } from "./Words.tsx";

/** A colleague's word to the team, on yellow paper. */
export function NoteCard({ note }: { readonly note: Note }) {
  const { t, format, writing } = useDesk();
  const me = useMe();
  const { waiting } = note;
  const failed = waiting?.state.kind === "failed";
  const name = note.author.id === me.agent_id ? me.name : note.author.name;
  return (
    <div class="z-note" data-state={failed ? "failed" : undefined}>
      <div class="z-note__who">
        <Icon shape={iconNote} />
        <span>
          {t("note.who", { name: name.split(" ")[0] ?? "" })} · {t("note.only_team")}
        </span>
        <span class="c-note__at">
          {waiting === null ? format().time(note.at) : t(failed ? "note.not_saved" : "note.saving")}
        </span>
      </div>
      <Words text={note.text} />
      {failed && (
        <div class="z-row z-row--tight">
          <button type="button" class="z-link" onClick={() => writing.retry(waiting.payload)}>
            {t("failed.try_again")}
          </button>
          <button type="button" class="z-link" onClick={() => writing.takeBack(waiting.payload)}>
            {t("failed.take_back")}
          </button>
        </div>
      )}
    </div>
  );
}

/** What the bot learned before a person came. */
export function SummaryCard({ lines }: { readonly lines: readonly string[] }) {
  const { t } = useDesk();
  return (
    <div class="z-note c-summary">
      <div class="z-note__who">
        <Icon shape={iconList} />
        {t("summary.title")}
      </div>
      <ul>
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
