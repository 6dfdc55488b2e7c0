/** The sign-in page: posts the form as JSON, says in words what went wrong. */

interface Refusal {
  error?: { code?: string; retry_after?: number };
}

const form = document.querySelector<HTMLFormElement>("form[data-signin]");

function show(problem: string): void {
  for (const text of document.querySelectorAll<HTMLElement>("[data-signin-error]")) {
    text.hidden = text.dataset["signinError"] !== problem;
  }
}

async function submit(target: HTMLFormElement): Promise<void> {
  const button = target.querySelector<HTMLButtonElement>("button[type=submit]");
  const fields = new FormData(target);
  if (button) button.disabled = true;
  show("");
  try {
    const answer = await fetch("/api/v1/sign-in", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Zalada": "1" },
      body: JSON.stringify({ email: fields.get("email"), password: fields.get("password") }),
    });
    if (answer.ok) {
      location.assign("/console");
      return;
    }
    const refusal = (await answer.json()) as Refusal;
    show(refusal.error?.code === "rate_limited" ? "rate_limited" : "wrong");
  } catch {
    show("unreachable");
  } finally {
    if (button) button.disabled = false;
  }
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  void submit(form);
});
