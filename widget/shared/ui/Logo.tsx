/** The bell on the counter, in the brand's colours. */
export function BellLogo() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M5 20a11 11 0 0 1 22 0Z" fill="var(--brand-solid)" />
      <path
        d="M10.5 17a6 6 0 0 1 4-5"
        stroke="var(--on-brand)"
        stroke-width="1.8"
        stroke-linecap="round"
        fill="none"
        opacity=".75"
      />
      <rect x="14" y="4" width="4" height="5" rx="2" fill="var(--brand-solid)" />
      <rect x="2" y="22" width="28" height="4.5" rx="2.25" fill="var(--brass)" />
    </svg>
  );
}

/** Bell and name, as in the console's rail and on the sign-in page. */
export function Logo({ name = "Zalada" }: { readonly name?: string }) {
  return (
    <span class="z-logo">
      <BellLogo />
      {name}
    </span>
  );
}

/** The bell alone, in the colour of the text: the bot's face. */
export function BotBell() {
  return (
    <svg class="z-i z-i--fill" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M4 15.5a8 8 0 0 1 16 0Z" />
      <rect x="10.7" y="4" width="2.6" height="3.4" rx="1.3" />
      <rect x="2" y="17.2" width="20" height="2.8" rx="1.4" />
    </svg>
  );
}
