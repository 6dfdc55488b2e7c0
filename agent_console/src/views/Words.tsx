import { piecesOf } from "../state/links.ts";

/** What a person wrote: lines kept, web addresses to follow, nothing else interpreted. */
export function Words({ text }: { readonly text: string }) {
  return (
    <span class="c-words">
      {piecesOf(text).map(({ text: piece, href }, index) =>
        href === null ? (
          piece
        ) : (
          <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {piece}
          </a>
        ),
      )}
    </span>
  );
}
