/** A piece of a message: text, or an address that can be opened. */
export type Piece = { text: string } | { text: string; href: string };

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;
const TRAILING = /[.,;:!?)\]}'"»”]+$/;

/** Splits a text into plain pieces and links; only http, https and mailto ever become links. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = balanced(match[0].replace(TRAILING, ""), match[0]);
    const href = hrefOf(address);
    if (!href) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** Keeps a closing bracket that belongs to the address, as in …/Coffee_(drink). */
function balanced(trimmed: string, whole: string): string {
  return trimmed.includes("(") && whole.startsWith(`${trimmed})`) ? `${trimmed})` : trimmed;
}

function hrefOf(address: string): string | null {
  const guess = /^https?:/i.test(address)
    ? address
    : address.includes("@")
      ? `mailto:${address}`
      : `https://${address}`;
  try {
    const { href, protocol } = new URL(guess);
    return ["http:", "https:", "mailto:"].includes(protocol) ? href : null;
  } catch {
    return null;
  }
}
