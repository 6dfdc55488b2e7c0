import { expect, it } from "vitest";
import { keepIn } from "./keep.ts";

/** Storage as browsers have it, with room for so many characters. */
function storage(room = Infinity): Storage {
  const kept = new Map<string, string>();
  const plain = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, value: string) {
      if (value.length > room) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
    removeItem: (key: string) => void kept.delete(key),
  };
  return new Proxy(plain as unknown as Storage, {
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
}
const forbidden = (): Storage => {
  throw new DOMException("denied", "SecurityError");
};

it("keeps what is its own apart from what else the shop keeps", () => {
  const area = storage();
  area.setItem("cart", "3");
  const keep = keepIn(() => area, "zalada:shop:");
  keep.set("draft", "Hej");
  expect(keep.get("draft")).toBe("Hej");
  expect(keep.all()).toEqual({ draft: "Hej" });
  keep.set("draft", null);
  expect(keep.all()).toEqual({});
  expect(area.getItem("cart")).toBe("3");
});

it("remembers for the page view where storage is forbidden or full", () => {
  for (const area of [forbidden, () => storage(2)]) {
    const keep = keepIn(area, "zalada:shop:");
    keep.set("token", "secret");
    expect(keep.get("token")).toBe("secret");
    expect(keep.all()).toEqual({ token: "secret" });
    keep.set("token", null);
    expect(keep.get("token")).toBeNull();
  }
});
