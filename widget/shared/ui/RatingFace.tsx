const MOUTHS = {
  1: "M8 16.5c2-3.5 6-3.5 8 0",
  2: "M8.5 16c2-2 5-2 7 0",
  3: "M8.5 15.2h7",
  4: "M8.5 14.5c2 2 5 2 7 0",
  5: "M7.5 13.5c1 4.5 8 4.5 9 0Z",
} as const;

export type Rating = keyof typeof MOUTHS;

/** Five faces from unhappy to delighted; the word for each stands under it. */
export function RatingFace({ rating }: { readonly rating: Rating }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle cx="12" cy="12" r="9.5" />
      <path d="M8.5 9.8h.01M15.5 9.8h.01" stroke-width="2.6" />
      <path d={MOUTHS[rating]} />
    </svg>
  );
}
