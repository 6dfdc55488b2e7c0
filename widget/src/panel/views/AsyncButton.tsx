import { useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { t } from "../texts/texts.ts";

interface Props {
  readonly class: string;
  readonly run: () => Promise<void>;
  readonly children: ComponentChildren;
}

/** A button whose work may fail: busy meanwhile, and says so under itself when it did not work. */
export function AsyncButton({ class: classes, run, children }: Props) {
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const press = (): void => {
    setState("busy");
    run().then(
      () => setState("idle"),
      () => setState("failed"),
    );
  };
  return (
    <>
      <button type="button" class={classes} disabled={state === "busy"} onClick={press}>
        {children}
      </button>
      {state === "failed" && (
        <p class="z-error p-under" role="alert">
          {t("action.failed")}
        </p>
      )}
    </>
  );
}
