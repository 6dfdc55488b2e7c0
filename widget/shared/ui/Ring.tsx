interface RingProps {
  /** How well a product fits, 0 to 100. */
  readonly percent: number;
  /** What it could reach if the missing data were good; drawn hatched. */
  readonly upTo?: number;
  readonly size?: "sm" | "md" | "lg";
  /** The whole truth in words: "82 percent, up to 92 percent". */
  readonly label: string;
}

const CENTRE = 26;
const RADIUS = 22.5;
const LENGTH = 2 * Math.PI * RADIUS;

/** Arc between two shares of the circle (0 to 1), clockwise; the stylesheet turns 0 to the top. */
function arc(from: number, to: number): string {
  const point = (share: number) => {
    const angle = share * 2 * Math.PI;
    const x = CENTRE + RADIUS * Math.cos(angle);
    const y = CENTRE + RADIUS * Math.sin(angle);
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  };
  const large = to - from > 0.5 ? 1 : 0;
  return `M${point(from)}A${RADIUS} ${RADIUS} 0 ${large} 1 ${point(to)}`;
}

/** The percent ring: solid for what is known, hatched for what may still come. */
export function Ring({ percent, upTo = percent, size = "md", label }: RingProps) {
  const solid = (Math.max(0, Math.min(100, percent)) / 100) * LENGTH;
  // a full circle drawn as one arc would collapse to a point
  const reach = Math.min(upTo, 99.99);
  return (
    <span class={size === "md" ? "z-ring" : `z-ring z-ring--${size}`} role="img" aria-label={label}>
      <svg viewBox="0 0 52 52" aria-hidden="true" focusable="false">
        <circle class="t" cx={CENTRE} cy={CENTRE} r={RADIUS} />
        {reach > percent && <path class="mx" d={arc(percent / 100, reach / 100)} />}
        {percent > 0 && (
          <circle
            class="v"
            cx={CENTRE}
            cy={CENTRE}
            r={RADIUS}
            stroke-dasharray={`${solid.toFixed(1)} ${LENGTH.toFixed(1)}`}
          />
        )}
      </svg>
      <span aria-hidden="true">
        {Math.round(percent)}
        <small>%</small>
      </span>
    </span>
  );
}
