import { useDesk } from "../app/desk.ts";
import { TOAST_MS } from "../app/toasts.ts";

/** One sentence at the bottom, with Undo while it can be undone. */
export function ToastLine() {
  const { t, toasts } = useDesk();
  const toast = toasts.shown.value;
  return (
    <div class="z-toasts" role="status">
      {toast !== null && (
        <div key={toast.id} class="z-toast z-toast--timed" style={{ "--toast-ms": `${TOAST_MS}ms` }}>
          <span>{toast.text}</span>
          {toast.undo !== null && (
            <button type="button" class="z-btn z-btn--sm" onClick={() => toasts.undo()}>
              {t("toast.undo")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
