import { expect, it } from "vitest";
import { emptyLog, hearOf, isBehind, prepend, replaceLog, takeIn } from "./log.ts";

const numberOf = (event: number): number => event;
const take = (log: ReturnType<typeof emptyLog<number>>, ...events: number[]) =>
  takeIn(log, events, numberOf);

it("shows the next event and drops what it has", () => {
  const log = take(take(emptyLog<number>(), 1, 2), 2, 1, 3);
  expect(log.shown).toEqual([1, 2, 3]);
  expect(isBehind(log)).toBe(false);
});

it("holds an event that came too early and shows it after the missing ones", () => {
  const gap = take(emptyLog<number>(), 1, 4, 3);
  expect(gap.shown).toEqual([1]);
  expect(isBehind(gap)).toBe(true);
  const whole = take(gap, 2);
  expect(whole.shown).toEqual([1, 2, 3, 4]);
  expect(whole.held.size).toBe(0);
  expect(isBehind(whole)).toBe(false);
});

it("shows every event once and in order, however the network shuffles and repeats them", () => {
  const count = 60;
  let seed = 7;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  for (let round = 0; round < 50; round += 1) {
    const stream: number[] = [];
    for (let number = 1; number <= count; number += 1) {
      stream.splice(next(stream.length + 1), 0, number);
      if (next(3) === 0) stream.splice(next(stream.length + 1), 0, number);
    }
    const log = stream.reduce((before, event) => take(before, event), emptyLog<number>());
    expect(log.shown).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  }
});

it("is behind when a heartbeat knows of more", () => {
  const log = hearOf(take(emptyLog<number>(), 1), 3);
  expect(isBehind(log)).toBe(true);
  expect(isBehind(take(log, 2, 3))).toBe(false);
});

it("lets a snapshot replace what is shown and keeps what came after it", () => {
  const log = take(emptyLog<number>(), 1, 2, 1003);
  const fresh = replaceLog(log, [1001, 1002], 1002, numberOf);
  expect(fresh.shown).toEqual([1001, 1002, 1003]);
  expect(fresh.last).toBe(1003);
});

it("ignores a snapshot that is older than what is shown", () => {
  const log = take(emptyLog<number>(), 1, 2, 3);
  expect(replaceLog(log, [1, 2], 2, numberOf)).toBe(log);
});

it("puts older events in front, each once", () => {
  const log = replaceLog(emptyLog<number>(), [5, 6], 6, numberOf);
  expect(prepend(log, [3, 4, 5], numberOf).shown).toEqual([3, 4, 5, 6]);
});
