/** What is on the counter: a bell that may ring, or dashed shapes where products would stand. */
export function EmptyArt({ kind }: { readonly kind: "bell" | "nothing-fits" }) {
  return (
    <svg
      class="z-empty__art"
      viewBox="0 0 96 72"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M6 60h84" stroke="var(--brass)" stroke-width="4" />
      {kind === "bell" ? (
        <path d="M30 57a18 18 0 0 1 36 0ZM48 39v-5M38 52a10 10 0 0 1 7-7M26 30l-5-4M48 22v-7M70 30l5-4" />
      ) : (
        <path
          d="M18 34h12a4 4 0 0 1 4 4v20H14V38a4 4 0 0 1 4-4ZM42 26h12a4 4 0 0 1 4 4v28H38V30a4 4 0 0 1 4-4ZM66 34h12a4 4 0 0 1 4 4v20H62V38a4 4 0 0 1 4-4Z"
          stroke-dasharray="4 4"
        />
      )}
    </svg>
  );
}
