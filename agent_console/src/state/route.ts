/** What the address says is on the screen. */
export type Route =
  | { readonly page: "inbox"; readonly conversation: string | null; readonly who: boolean }
  | { readonly page: "callbacks"; readonly done: boolean };

/** Reads the part of the address after `#`; whatever is unknown is the inbox. */
export function parseRoute(hash: string): Route {
  const [page, first, second] = hash.replace(/^#?\/?/, "").split("/").map(decode);
  if (page === "callbacks") return { page: "callbacks", done: first === "done" };
  const conversation = first === undefined || first === "" ? null : first;
  return { page: "inbox", conversation, who: conversation !== null && second === "who" };
}

export function hashOf(route: Route): string {
  if (route.page === "callbacks") return route.done ? "#/callbacks/done" : "#/callbacks";
  if (route.conversation === null) return "#/inbox";
  return `#/inbox/${encodeURIComponent(route.conversation)}${route.who ? "/who" : ""}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
