import type { Keep } from "./keep.ts";

/**
 * The visitor's token, kept on the shop's origin: the one that is there, or a new one.
 * Two tabs that ask at once get the same, where the browser has locks.
 * @param refused the one the hub no longer takes
 * @returns null when the hub cannot be reached or refuses
 */
export function visitorToken(hub: string, shop: string, keep: Keep, refused: string | null): Promise<string | null> {
  const get = async (): Promise<string | null> => {
    const kept = keep.get("token");
    if (kept && kept !== refused) return kept;
    const answer = await fetch(`${hub}/api/v1/visitors`, {
      method: "POST",
      credentials: "omit",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ shop }),
    });
    if (!answer.ok) return null;
    const { token } = (await answer.json()) as { token: string };
    keep.set("token", token);
    return token;
  };
  const asked = navigator.locks ? navigator.locks.request(`zalada:${shop}`, get) : get();
  return Promise.resolve(asked).catch(() => null);
}
