import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Brings the first field that is wrong into view and under the keyboard. */
export function useFocusOnWrong(form: RefObject<HTMLFormElement | null>, wrong: string | null): void {
  useEffect(() => {
    if (wrong !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);
}
