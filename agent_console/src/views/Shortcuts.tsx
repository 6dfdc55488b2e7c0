import type { Key } from "../app/texts.ts";
import { useDesk } from "../app/desk.ts";
import { Dialog } from "./Dialog.tsx";

type Line = readonly [keys: string | { readonly text: Key }, what: Key];

const EVERYWHERE: readonly Line[] = [
  [{ text: "keys.ctrl_k" }, "keys.palette"],
  ["?", "keys.shortcuts"],
  ["/", "keys.search"],
  ["J", "keys.next"],
  ["K", "keys.previous"],
  ["I", "keys.inbox"],
  ["C", "keys.callbacks"],
  [{ text: "keys.escape" }, "keys.back"],
];

const CONVERSATION: readonly Line[] = [
  ["R", "keys.reply"],
  ["N", "keys.note"],
  ["A", "keys.claim"],
  ["E", "keys.resolve"],
  [{ text: "keys.enter" }, "keys.send"],
  [{ text: "keys.shift_enter" }, "keys.new_line"],
];

/** What the keys do. */
export function Shortcuts() {
  const { t, dialog } = useDesk();
  const close = (): void => {
    dialog.value = null;
  };
  return (
    <Dialog title={t("keys.title")} close={close} wide>
      <div class="z-dialog__b c-keys">
        <Sheet title="keys.everywhere" lines={EVERYWHERE} />
        <Sheet title="keys.conversation" lines={CONVERSATION} />
      </div>
    </Dialog>
  );
}

function Sheet({ title, lines }: { readonly title: Key; readonly lines: readonly Line[] }) {
  const { t } = useDesk();
  return (
    <section>
      <h3>{t(title)}</h3>
      <dl>
        {lines.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {(typeof keys === "string" ? keys : t(keys.text)).split(" ").map((key) => (
                <kbd key={key} class="z-kbd">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
