import type { IconShape } from "../icons/shape";

interface IconProps {
  readonly shape: IconShape;
  /** Fill instead of stroke: a chosen star, a solid heart. */
  readonly filled?: boolean;
  /** Only where the icon stands alone and its control has no name of its own. */
  readonly label?: string;
  readonly class?: string;
}

/** An inline icon in the size and colour of the text around it. */
export function Icon({ shape, filled = false, label, class: extra }: IconProps) {
  const classes = ["z-i", filled && "z-i--fill", extra].filter(Boolean).join(" ");
  const naming = label === undefined
    ? ({ "aria-hidden": "true" } as const)
    : ({ role: "img", "aria-label": label } as const);
  return (
    <svg class={classes} viewBox="0 0 24 24" focusable="false" {...naming}>
      {typeof shape === "string" ? (
        <path d={shape} />
      ) : (
        <>
          <path d={shape.stroke} />
          <path d={shape.fill} fill="currentColor" />
        </>
      )}
    </svg>
  );
}
