import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { iconClose } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk } from "../app/desk.ts";

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
}

/** A modal window: the browser keeps the focus inside, Escape and a click beside it close it. */
export function Dialog({ title, close, children, wide = false }: DialogProps) {
  const { t } = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`z-dialog${wide ? " z-dialog--wide" : ""}`}
      aria-labelledby="dialog-title"
      onClose={close}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      <div class="z-dialog__h">
        <h2 id="dialog-title">{title}</h2>
        <button type="button" class="z-btn z-btn--ghost z-btn--icon" aria-label={t("keys.close")} onClick={close}>
          <Icon shape={iconClose} />
        </button>
      </div>
      {children}
    </dialog>
  );
}
