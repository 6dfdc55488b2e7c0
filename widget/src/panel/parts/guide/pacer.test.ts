import { CommandError } from "@shared/wire/command";
import { manualTiming, settle } from "@shared/wire/manualTiming";
import { expect, it } from "vitest";
import { Pacer } from "./pacer.ts";

interface Answering {
  resolve: () => void;
  reject: (error: CommandError) => void;
}

function line() {
  const timing = manualTiming();
  const sent: number[] = [];
  const answers: Answering[] = [];
  const refused: string[] = [];
  const pacer = new Pacer<number>({
    timing,
    send: (value) => {
      sent.push(value);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    refused: ({ code }) => refused.push(code),
  });
  const answer = async (how: (answering: Answering) => void = ({ resolve }) => resolve()): Promise<void> => {
    const answering = answers.shift();
    if (answering) how(answering);
    await settle();
  };
  return { timing, sent, refused, pacer, answer };
}

it("sends the newest value only, after the last one was answered", async () => {
  const { timing, sent, pacer, answer } = line();
  for (const value of [1, 2, 3, 4]) pacer.push(value);
  expect(sent).toEqual([1]);
  await timing.advance(200);
  expect(sent).toEqual([1]);
  await answer();
  expect(sent).toEqual([1, 4]);
});

it("sends at most twenty a second, however fast the answers are", async () => {
  const { timing, sent, pacer, answer } = line();
  for (let ms = 0; ms < 980; ms += 5) {
    pacer.push(ms);
    await timing.advance(5);
    await answer();
  }
  expect(sent.length).toBeLessThanOrEqual(20);
  expect(sent.length).toBeGreaterThan(15);
});

it("keeps what could not be sent until the line is back, unless something newer came", async () => {
  const { timing, sent, pacer, answer } = line();
  pacer.push(1);
  await timing.advance(60);
  await answer(({ reject }) => reject(new CommandError("offline")));
  expect(pacer.idle).toBe(false);
  pacer.push(2);
  expect(sent).toEqual([1]);
  pacer.retry();
  pacer.retry();
  expect(sent).toEqual([1, 2]);
});

it("waits as long as the server asks", async () => {
  const { timing, sent, pacer, answer } = line();
  pacer.push(1);
  await answer(({ reject }) => reject(new CommandError("rate_limited", null, 400)));
  await timing.advance(399);
  expect(sent).toEqual([1]);
  await timing.advance(1);
  expect(sent).toEqual([1, 1]);
});

it("gives up what means nothing and says so", async () => {
  const { sent, refused, pacer, answer } = line();
  pacer.push(1);
  await answer(({ reject }) => reject(new CommandError("command.invalid")));
  expect(refused).toEqual(["command.invalid"]);
  expect(pacer.idle).toBe(true);
  expect(sent).toEqual([1]);
});

it("is settled when the last answer is there", async () => {
  const { timing, pacer, answer } = line();
  pacer.push(1);
  pacer.push(2);
  let settled = false;
  void pacer.settled().then(() => {
    settled = true;
  });
  await answer();
  expect(settled).toBe(false);
  await timing.advance(50);
  await answer();
  await Promise.resolve();
  expect(settled).toBe(true);
});
