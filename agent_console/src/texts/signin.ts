import type { Catalogue, Language } from "@shared/i18n/translate.ts";
import type { SessionEnded } from "../wire/agent.gen.ts";

type Reason = SessionEnded["reason"];

/** Why an agent stands before the sign-in page again. */
export const ENDED: Readonly<Record<Language, Catalogue<Reason>>> = {
  pl: {
    signed_out: "Wylogowano Cię w innej karcie.",
    disabled: "To konto zostało wyłączone. Zapytaj właściciela sklepu.",
    expired: "Sesja wygasła. Zaloguj się ponownie, szkice czekają.",
    replaced: "Zalogowano się w innym miejscu.",
  },
  sl: {
    signed_out: "Odjavljeni ste bili v drugem zavihku.",
    disabled: "Ta račun je izklopljen. Vprašajte lastnika trgovine.",
    expired: "Seja je potekla. Prijavite se znova, osnutki čakajo.",
    replaced: "Prijava se je zgodila drugje.",
  },
  en: {
    signed_out: "You were signed out in another tab.",
    disabled: "This account was switched off. Ask the shop’s owner.",
    expired: "The session ran out. Sign in again, your drafts are still there.",
    replaced: "Somebody signed in elsewhere.",
  },
};
