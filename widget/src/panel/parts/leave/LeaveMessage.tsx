import { iconAlert, iconCheck } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import { asCommandError } from "@shared/wire/command";
import { newClientId } from "@shared/wire/clientId";
import { useMemo, useRef, useState } from "preact/hooks";
import { useApp } from "../../app.ts";
import { t } from "../../texts/texts.ts";
import { useFocusOnWrong } from "../focusWrong.ts";
import "../form.css";

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

type Wrong = "email" | "text" | "limited" | "failed";

function Left({ email }: { readonly email: string }) {
  const { act } = useApp();
  return (
    <>
      <div class="z-panel__b">
        <div class="w-sec">
          <div class="w-done" role="status">
            <span class="w-done__ic">
              <Icon shape={iconCheck} />
            </span>
            <span class="w-big">{t("leave.done")}</span>
            <p class="z-muted">{t("leave.done_text", { email })}</p>
          </div>
        </div>
      </div>
      <footer class="z-panel__f">
        <div class="w-foot">
          <button type="button" class="z-btn z-btn--soft z-btn--lg" onClick={act.goBack}>
            {t("callback.return")}
          </button>
        </div>
      </footer>
    </>
  );
}

/** A written message with an address to answer to. */
export function LeaveMessage() {
  const { state, act } = useApp();
  const { identity, left_email } = state.value;
  const [email, setEmail] = useState(identity.email);
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [busy, setBusy] = useState(false);
  // The same words under the same id: a retry is stored once, changed words are a new message.
  const client_id = useMemo(newClientId, [email, text]);
  const form = useRef<HTMLFormElement>(null);
  useFocusOnWrong(form, wrong);
  if (left_email !== null) return <Left email={left_email} />;

  const send = async (): Promise<void> => {
    if (text.trim() === "") return setWrong("text");
    if (!ADDRESS.test(email.trim())) return setWrong("email");
    setWrong(null);
    setBusy(true);
    try {
      await act.leaveMessage({ client_id, email: email.trim(), text: text.trim() });
    } catch (reason) {
      const { code, field } = asCommandError(reason);
      if (code === "command.invalid" && field === "email") setWrong("email");
      else setWrong(code === "rate_limited" ? "limited" : "failed");
    } finally {
      setBusy(false);
    }
  };
  const error = (which: Wrong, key: "leave.text_missing" | "leave.email_wrong") =>
    wrong === which && (
      <span class="z-error" id={`wrong-${which}`} role="alert">
        <Icon shape={iconAlert} />
        {t(key)}
      </span>
    );
  return (
    <form
      ref={form}
      class="p-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="z-panel__b">
        <div class="w-sec">
          <div class="z-field">
            <label class="z-label" for="leave-text">
              {t("leave.text")}
            </label>
            <textarea
              class="z-input"
              id="leave-text"
              data-autofocus
              rows={5}
              maxLength={4000}
              value={text}
              aria-invalid={wrong === "text"}
              aria-describedby="wrong-text"
              onInput={(event) => setText(event.currentTarget.value)}
            />
            {error("text", "leave.text_missing")}
          </div>
          <div class="z-field">
            <label class="z-label" for="leave-email">
              {t("leave.email")}
            </label>
            <input
              class="z-input"
              id="leave-email"
              type="email"
              autocomplete="email"
              maxLength={254}
              value={email}
              aria-invalid={wrong === "email"}
              aria-describedby="wrong-email"
              onInput={(event) => setEmail(event.currentTarget.value)}
            />
            {error("email", "leave.email_wrong")}
          </div>
        </div>
      </div>
      <footer class="z-panel__f">
        {(wrong === "failed" || wrong === "limited") && (
          <p class="z-error p-under" role="alert">
            {t(wrong === "limited" ? "form.limited" : "form.failed")}
          </p>
        )}
        <div class="w-foot">
          <button type="submit" class="z-btn z-btn--primary z-btn--lg" disabled={busy}>
            {t("leave.send")}
          </button>
        </div>
      </footer>
    </form>
  );
}
