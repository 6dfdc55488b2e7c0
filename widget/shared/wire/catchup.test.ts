import { expect, it } from "vitest";
import { CatchUp } from "./catchup.ts";
import { settle } from "./manualTiming.ts";

it("asks page after page until nothing is left", async () => {
  const asked: string[][] = [];
  const pages = new Map([["c1", 3]]);
  const catchUp = new CatchUp(async (ids) => {
    asked.push([...ids]);
    return ids.filter((id) => {
      const left = (pages.get(id) ?? 1) - 1;
      pages.set(id, left);
      return left > 0;
    });
  });
  await catchUp.request(["c1", "c2"]);
  expect(asked).toEqual([["c1", "c2"], ["c1"], ["c1"]]);
});

it("runs one round at a time and takes what is asked meanwhile into the next", async () => {
  const asked: string[][] = [];
  const answers: (() => void)[] = [];
  const catchUp = new CatchUp(async (ids) => {
    asked.push([...ids]);
    await new Promise<void>((resolve) => answers.push(resolve));
    return [];
  });
  const first = catchUp.request(["c1"]);
  const second = catchUp.request(["c2"]);
  void catchUp.request(["c2"]);
  expect(asked).toEqual([["c1"]]);
  answers[0]?.();
  await settle();
  answers[1]?.();
  await Promise.all([first, second]);
  expect(asked).toEqual([["c1"], ["c2"]]);
});

it("forgets a failed round, so that the next heartbeat starts afresh", async () => {
  let fails = true;
  const asked: string[][] = [];
  const catchUp = new CatchUp(async (ids) => {
    asked.push([...ids]);
    if (fails) throw new Error("offline");
    return [];
  });
  await expect(catchUp.request(["c1"])).rejects.toThrow("offline");
  fails = false;
  await catchUp.request(["c2"]);
  expect(asked).toEqual([["c1"], ["c2"]]);
});
