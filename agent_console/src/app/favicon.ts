/** The tab's icon: the bell, with a red mark while something needs the agent. */
export function iconSvg(alarmed: boolean): string {
  const mark = alarmed ? `<circle cx="25" cy="8" r="7" fill="#b8281c" stroke="#fff" stroke-width="2"/>` : "";
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">` +
    `<path d="M5 20a11 11 0 0 1 22 0Z" fill="#17604f"/>` +
    `<rect x="14" y="4" width="4" height="5" rx="2" fill="#17604f"/>` +
    `<rect x="2" y="22" width="28" height="4.5" rx="2.25" fill="#a9772a"/>${mark}</svg>`
  );
}

export function showIcon(document: Document, alarmed: boolean): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]') ?? newLink(document);
  link.href = `data:image/svg+xml,${encodeURIComponent(iconSvg(alarmed))}`;
}

function newLink(document: Document): HTMLLinkElement {
  const link = document.createElement("link");
  link.rel = "icon";
  document.head.append(link);
  return link;
}
