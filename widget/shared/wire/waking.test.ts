import { expect, it } from "vitest";
import { type Page, watchWaking } from "./waking.ts";

function page(): Page & { show: (visible: boolean) => void } {
  const document = new EventTarget() as EventTarget & { visibilityState: DocumentVisibilityState };
  document.visibilityState = "visible";
  return {
    window: new EventTarget() as Page["window"],
    document: document as unknown as Page["document"],
    show(visible) {
      document.visibilityState = visible ? "visible" : "hidden";
      document.dispatchEvent(new Event("visibilitychange"));
    },
  };
}

it("wakes when the network, the page or the tab is back, and sleeps when the page goes", () => {
  const watched = page();
  const heard: string[] = [];
  const end = watchWaking(watched, { wake: () => heard.push("wake"), sleep: () => heard.push("sleep") });
  const target = watched.window as unknown as EventTarget;
  target.dispatchEvent(new Event("online"));
  watched.show(false);
  watched.show(true);
  target.dispatchEvent(new Event("pagehide"));
  target.dispatchEvent(new Event("pageshow"));
  expect(heard).toEqual(["wake", "wake", "sleep", "wake"]);
  end();
  target.dispatchEvent(new Event("online"));
  expect(heard).toHaveLength(4);
});
