import { iconAlert } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import { newClientId } from "@shared/wire/clientId";
import { asCommandError, type FailureCode } from "@shared/wire/command";
import type { CallbackSlotsReply } from "@shared/wire/visitor.gen";
import { useMemo, useRef, useState } from "preact/hooks";
import { useApp } from "../../app.ts";
import { whenName } from "../../texts/formats.ts";
import { type Key, t } from "../../texts/texts.ts";
import { useFocusOnWrong } from "../focusWrong.ts";
import { CALLING_CODES } from "./countries.ts";
import { Phone } from "./Phone.tsx";
import { Times } from "./Times.tsx";

type Wrong = "phone" | "consent" | "time" | Key;

/** What the shopper can do about a refusal, in words. */
export function wrongOf(code: FailureCode, field: string | null): Wrong {
  switch (code) {
    case "callback.phone_invalid":
      return "phone";
    case "callback.slot_taken":
    case "callback.in_the_past":
      return "callback.slot_taken";
    case "callback.outside_hours":
      return "callback.outside";
    case "callback.duplicate":
      return "callback.duplicate";
    case "callback.rate_limited":
    case "rate_limited":
    case "overloaded":
      return "form.limited";
    case "command.invalid":
      return field === "phone" ? "phone" : field === "consent" ? "consent" : "form.failed";
    default:
      return "form.failed";
  }
}

/** The form: number, when, what about, consent; its button repeats the choice. */
export function Request({ offer, reload }: { readonly offer: CallbackSlotsReply; readonly reload: () => void }) {
  const { state, act } = useApp();
  const { shop, identity, topic: asked, language } = state.value;
  const own = shop?.country.toUpperCase() ?? "";
  const [country, setCountry] = useState(own in CALLING_CODES ? own : "PL");
  const [phone, setPhone] = useState(identity.phone);
  const [name, setName] = useState(identity.name);
  const [topic, setTopic] = useState(asked);
  const [soon, setSoon] = useState(offer.asap);
  const [chosen, setChosen] = useState<number | null>(null);
  const [consent, setConsent] = useState(false);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [busy, setBusy] = useState(false);
  const wanted_at = soon ? null : chosen;
  // A retry of the same request is stored once; a changed one is a new request.
  const client_id = useMemo(newClientId, [country, phone, name, topic, wanted_at]);

  const send = async (): Promise<void> => {
    if (phone.replace(/\D/g, "").length < 5) return setWrong("phone");
    if (!soon && chosen === null) return setWrong("time");
    if (!consent) return setWrong("consent");
    setWrong(null);
    setBusy(true);
    const { consent_version } = offer;
    const request = { client_id, phone: phone.trim(), country, contact_name: name.trim(), topic: topic.trim() };
    try {
      await act.requestCallback({ ...request, wanted_at, consent, consent_version });
    } catch (reason) {
      const { code, field } = asCommandError(reason);
      const why = wrongOf(code, field);
      setWrong(why);
      if (why === "callback.slot_taken" || why === "callback.outside") {
        setChosen(null);
        reload();
      }
    } finally {
      setBusy(false);
    }
  };
  const form = useRef<HTMLFormElement>(null);
  useFocusOnWrong(form, wrong);
  const when = chosen === null ? null : whenName(language, chosen, Date.now());
  const label = soon ? t("callback.submit_soon") : when ? t("callback.submit", { when }) : t("callback.choose");
  const elsewhere = wrong !== null && wrong !== "phone" && wrong !== "consent";
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
          <Phone
            country={country}
            phone={phone}
            own={own}
            wrong={wrong === "phone"}
            onCountry={setCountry}
            onPhone={setPhone}
          />
          {offer.asap && (
            <div class="p-when" role="radiogroup" aria-label={t("callback.subtitle")}>
              <label class="z-check">
                <input type="radio" name="when" checked={soon} onChange={() => setSoon(true)} />
                {t("callback.soon")}
              </label>
              <label class="z-check">
                <input type="radio" name="when" checked={!soon} onChange={() => setSoon(false)} />
                {t("callback.at")}
              </label>
            </div>
          )}
          {!soon && <Times slots={offer.slots} chosen={chosen} choose={setChosen} />}
          <div class="z-field">
            <label class="z-label" for="callback-topic">
              {t("callback.topic")}
            </label>
            <input
              class="z-input"
              id="callback-topic"
              maxLength={300}
              value={topic}
              onInput={(event) => setTopic(event.currentTarget.value)}
            />
          </div>
          <div class="z-field">
            <label class="z-label" for="callback-name">
              {t("callback.name")}
            </label>
            <input
              class="z-input"
              id="callback-name"
              autocomplete="given-name"
              maxLength={120}
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          </div>
          <div class="z-field">
            <label class="z-check p-consent">
              <input
                type="checkbox"
                checked={consent}
                aria-invalid={wrong === "consent"}
                aria-describedby="wrong-consent"
                onChange={(event) => setConsent(event.currentTarget.checked)}
              />
              <span>{offer.consent}</span>
            </label>
            {wrong === "consent" && (
              <span class="z-error" id="wrong-consent" role="alert">
                <Icon shape={iconAlert} />
                {t("callback.consent_needed")}
              </span>
            )}
          </div>
        </div>
      </div>
      <footer class="z-panel__f">
        {elsewhere && (
          <p class="z-error p-under" role="alert">
            {wrong === "time" ? t("callback.choose") : t(wrong)}
          </p>
        )}
        <div class="w-foot">
          <button type="submit" class="z-btn z-btn--primary z-btn--lg p-wrap" disabled={busy}>
            {label}
          </button>
        </div>
      </footer>
    </form>
  );
}
