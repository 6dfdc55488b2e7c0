import { pickLanguage } from "@shared/i18n/translate.ts";
import { readPreferences, showPreferences, writePreferences } from "./state/preferences.ts";
import { ENDED } from "./texts/signin.ts";

/** The sign-in page: posts the form as JSON, says in words what went wrong or why the session ended. */

interface Refusal {
  error?: { code?: string };
}

const form = document.querySelector<HTMLFormElement>("form[data-signin]");
const asked = new URLSearchParams(location.search);

function showProblem(problem: string): void {
  for (const text of document.querySelectorAll<HTMLElement>("[data-signin-error]")) {
    text.hidden = text.dataset["signinError"] !== problem;
  }
  const wrong = String(problem === "wrong");
  for (const field of form?.querySelectorAll("input") ?? []) field.setAttribute("aria-invalid", wrong);
  if (problem === "wrong") form?.querySelector<HTMLInputElement>("input[type=password]")?.select();
}

async function problemOf(email: unknown, password: unknown): Promise<string | null> {
  try {
    const answer = await fetch("/api/v1/sign-in", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Zalada": "1" },
      body: JSON.stringify({ email, password }),
    });
    if (answer.ok) return null;
    const refusal = (await answer.json()) as Refusal;
    const code = refusal.error?.code;
    if (code === "rate_limited") return "rate_limited";
    return code === "auth.required" || code === "command.invalid" ? "wrong" : "unreachable";
  } catch {
    return "unreachable";
  }
}

async function submit(target: HTMLFormElement): Promise<void> {
  const button = target.querySelector<HTMLButtonElement>("button[type=submit]");
  const fields = new FormData(target);
  button?.setAttribute("aria-busy", "true");
  showProblem("");
  const problem = await problemOf(fields.get("email"), fields.get("password"));
  if (problem === null) {
    location.assign(`/console${location.hash}`);
    return;
  }
  button?.removeAttribute("aria-busy");
  showProblem(problem);
}

/** The page in the language and look of last time; a language chosen here is remembered. */
function settle(): void {
  const shown = pickLanguage([document.documentElement.lang]);
  const preferences = readPreferences(localStorage, [shown]);
  if (asked.has("lang")) writePreferences(localStorage, { ...preferences, language: shown });
  else if (preferences.language !== shown) {
    asked.set("lang", preferences.language);
    location.replace(`?${asked}${location.hash}`);
  }
  showPreferences({ ...preferences, language: shown }, document.documentElement);
}

function showEnded(): void {
  const texts = ENDED[pickLanguage([document.documentElement.lang])];
  const reason = asked.get("ended") ?? "";
  if (form === null || !(reason in texts)) return;
  const callout = document.createElement("p");
  callout.className = "z-callout";
  callout.setAttribute("role", "status");
  callout.textContent = String(texts[reason as keyof typeof texts]);
  form.before(callout);
}

settle();
showEnded();
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  void submit(form);
});
