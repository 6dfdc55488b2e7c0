/**
 * An icon on a 24 × 24 grid, drawn with a 1.75 stroke in the colour of the text.
 * A string is the `d` of one path; the object form adds a filled part.
 */
export type IconShape = string | { readonly stroke: string; readonly fill: string };
