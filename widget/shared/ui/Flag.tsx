import { FLAGS } from "../icons/flags";

/** A country's flag by its ISO code; a plain globe-coloured plate where it is not drawn. */
export function Flag({ country }: { readonly country: string }) {
  const shapes = FLAGS[country.toLowerCase()] ?? [["#8c8371", "M0 0h20v14H0Z"]];
  return (
    <svg class="z-flag" viewBox="0 0 20 14" aria-hidden="true" focusable="false">
      {shapes.map(([fill, d]) => (
        <path key={d} fill={fill} d={d} />
      ))}
    </svg>
  );
}
