import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { settle } from "@shared/wire/manualTiming.ts";
import { DeskProvider } from "../app/desk.ts";
import { openedOf, scriptedDesk, type ScriptedDesk } from "../app/scriptedDesk.ts";
import { byVisitor, jan, message, NOW, queued, row, stored } from "../state/samples.ts";
import type { GuideLive, ProductCard } from "../wire/agent.gen.ts";
import { App } from "./App.tsx";

const norda: ProductCard = {
  product_id: "prd_1",
  title: "Norda Silent 5",
  url: "https://shop.example/norda",
  image: "",
  brand: "Norda",
  price: 1_499,
  list_price: null,
  currency: "PLN",
  availability: "in_stock",
  delivery_cost: null,
  delivery_days: null,
  rating: null,
  reviews: 0,
};

const live: GuideLive = {
  guide: {
    guide_id: "gde_1",
    version: 1,
    title: "Find your vacuum cleaner",
    name: "Vacuums",
    intro: "",
    currency: "PLN",
    criteria: [],
  },
  run: {
    run_id: "run_1",
    guide_id: "gde_1",
    revision: 3,
    answers: [{ attr: "noise", chosen: [], value: 70, importance: 40, must: false, skipped: false }],
    matches: [{ product: norda, percent: 82, percent_max: 92, fits: [], failed: [] }],
    count: 1,
    total: 9,
    next_attr: null,
    finished: false,
  },
};

const withGuide = (id: string) => ({ ...openedOf(id), guide: live });

let root: HTMLElement;

beforeEach(() => {
  localStorage.clear();
  location.hash = "#/inbox/cnv_1";
  root = document.createElement("div");
  document.body.append(root);
});

afterEach(() => {
  render(null, root);
  root.remove();
});

async function show(one: ScriptedDesk): Promise<void> {
  await act(() => {
    render(
      <DeskProvider value={one.desk}>
        <App />
      </DeskProvider>,
      root,
    );
  });
  await act(settle);
}

const find = <E extends HTMLElement>(selector: string): E => {
  const found = root.querySelector<E>(selector);
  if (found === null) throw new Error(`nothing is ${selector}`);
  return found;
};

describe("the console on the screen", () => {
  it("marks what is unread for eyes and for screen readers", async () => {
    const items = [row("cnv_1"), row("cnv_2", { unread: 2 }), queued("cnv_3", NOW - 12 * 60_000)];
    await show(await scriptedDesk({ inbox: { revision: 1, items } }));
    expect(find('[data-row="cnv_2"]').className).toContain("is-unread");
    expect(find('[data-row="cnv_2"]').textContent).toContain("2 unread messages");
    expect(find('[data-row="cnv_3"] .z-wait').dataset["age"]).toBe("late");
    expect(find('[data-row="cnv_3"]').textContent).toContain("Waiting 12 min");
  });

  it("reaches the list by one Tab stop, the open conversation", async () => {
    const items = [row("cnv_1"), row("cnv_2")];
    await show(await scriptedDesk({ inbox: { revision: 1, items } }));
    const stops = [...root.querySelectorAll<HTMLElement>("[data-row]")].filter((one) => one.tabIndex === 0);
    expect(stops.map((one) => one.dataset["row"])).toEqual(["cnv_1"]);
  });

  it("says at the message itself who took over, so that nobody wonders", async () => {
    const one = await scriptedDesk({}, { "message.send": () => ({ code: "conflict" }) });
    await show(one);
    const agent = { kind: "agent", id: jan.agent_id, name: jan.name } as const;
    one.desk.writing.change("cnv_1", { reply: "too late" });
    one.desk.writing.send("cnv_1");
    const body = { type: "conversation.assigned", agent, face: "", epoch: 5, reason: "taken_over" } as const;
    await act(() => one.tell("conversation.assigned", stored(2, body)));
    expect(find(".c-failed").textContent).toContain("Jan Kos has taken over, so it was not sent.");
    expect(find(".c-stand").textContent).toContain("Jan Kos is answering here.");
    expect(find("#composer").getAttribute("aria-label")).toBe("Note for the team");
  });

  it("draws what people write as text, whatever they write", async () => {
    const one = await scriptedDesk();
    await show(one);
    await act(() => one.tell("message.posted", stored(2, message("<img src=x onerror=alert(1)> javascript:alert(2)", byVisitor))));
    expect(root.querySelector(".z-log img")).toBeNull();
    expect(root.querySelector('.z-log a[href^="javascript"]')).toBeNull();
    expect(find(".z-log").textContent).toContain("<img src=x onerror=alert(1)>");
  });

  it("lets an agent change what matters to the shopper, and shows the list that follows", async () => {
    const run = { ...live.run, revision: 4, count: 7 };
    const one = await scriptedDesk({}, {
      "conversation.open": ({ conversation_id }) => withGuide(conversation_id),
      "guide.nudge": () => ({ run }),
    });
    await show(one);
    const slider = find<HTMLInputElement>(".c-adv input");
    await act(() => {
      slider.value = "60";
      slider.dispatchEvent(new Event("change", { bubbles: true }));
      return settle();
    });
    expect(one.asked("guide.nudge")).toEqual([
      { run_id: "run_1", answer: { ...live.run.answers[0], importance: 60 } },
    ]);
    expect(find(".c-side").textContent).toContain("7 products fit");
    expect(find(".c-side [role=status]").textContent).toMatch(/^You changed “.+” from \d+% to 60%/);
  });

  it("recommends a product in the visitor's language", async () => {
    const one = await scriptedDesk({}, { "conversation.open": ({ conversation_id }) => withGuide(conversation_id) });
    await show(one);
    await act(() => {
      find(".c-match button").click();
      return settle();
    });
    expect(one.asked("message.send")[0]).toMatchObject({ text: "Może ten: Norda Silent 5", product_ids: ["prd_1"] });
  });

  it("keeps a newer guide when an older push comes late", async () => {
    const one = await scriptedDesk({}, { "conversation.open": ({ conversation_id }) => withGuide(conversation_id) });
    await show(one);
    const push = (revision: number, count: number) => ({
      type: "guide.changed",
      conversation_id: "cnv_1",
      live: { ...live, run: { ...live.run, revision, count } },
    });
    await act(() => one.tell("guide.changed", push(5, 4)));
    await act(() => one.tell("guide.changed", push(4, 9)));
    expect(find(".c-side").textContent).toContain("4 products fit");
  });
});
