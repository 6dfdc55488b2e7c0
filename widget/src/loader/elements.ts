/** Makes an element; text nodes and properties only, so that pages with Trusted Types take it. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

export function button(className: string, press: () => void, ...children: (Node | string)[]): HTMLButtonElement {
  const made = element("button", className, ...children);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

export const CHAT =
  "M20.5 11.6a8 8 0 0 1-8.3 7.9 9 9 0 0 1-3.6-.75L4 20l1.3-3.7a7.6 7.6 0 0 1-1.6-4.7 8 8 0 0 1 8.4-7.9 8 8 0 0 1 8.4 7.9Z";
export const CLOSE = "M6 6l12 12M18 6 6 18";
export const DOWN = "M6 9l6 6 6-6";

export function icon(d: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", d);
  svg.append(path);
  return svg;
}
