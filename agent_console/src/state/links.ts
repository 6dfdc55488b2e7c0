/** A piece of a text: plain, or an address that may be followed. */
export interface Piece {
  readonly text: string;
  readonly href: string | null;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
/** Marks that end a sentence rather than an address. */
const TAIL = /[.,;:!?)\]'»”]+$/u;

/** Splits what a person wrote at its web addresses; nothing but http and https is ever a link. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TAIL, "");
    const href = safeHref(address);
    if (href === null) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), href: null });
    pieces.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), href: null });
  return pieces;
}

/** The address if it is a web address, else null: what a visitor's page claims is not trusted. */
export function safeHref(address: string): string | null {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A page as a line: its title, else the path of its address. */
export function pageLabel(page: { readonly url: string; readonly title: string }): string {
  if (page.title !== "") return page.title;
  try {
    const { pathname, host } = new URL(page.url);
    return pathname === "/" ? host : pathname;
  } catch {
    return page.url;
  }
}
