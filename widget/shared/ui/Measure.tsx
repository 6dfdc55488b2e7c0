export interface MeasureSegment {
  readonly id: string;
  /** Weight of the criterion in percent: the width. */
  readonly weight: number;
  /** Fit from 0 to 1: the fill; null where the maker does not say: hatched. */
  readonly fit: number | null;
}

/** The signature: one bar, a segment a criterion, width = weight, fill = fit, hatch = not known. */
export function Measure({ segments }: { readonly segments: readonly MeasureSegment[] }) {
  return (
    <span class="z-measure" aria-hidden="true">
      {segments.map(({ id, weight, fit }) => (
        <i
          key={id}
          class={fit === null ? "is-unknown" : undefined}
          style={{ "--w": String(weight), "--u": String(fit ?? 0) }}
        />
      ))}
    </span>
  );
}
