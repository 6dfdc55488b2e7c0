import { describe, expect, it } from "vitest";
import {
  callbacksNeedingMe,
  columnsOf,
  doneOf,
  openCallbackOf,
  withCallback,
  withCallbackList,
  type CallbackRows,
} from "./callbacks.ts";
import { callback, jan, marta, MINUTE, NOW } from "./samples.ts";

const me = marta.agent_id;
const mine = { status: "claimed", agent: { agent_id: me, name: "", face: "" }, epoch: 1 } as const;
const jans = { status: "claimed", agent: { agent_id: jan.agent_id, name: "", face: "" }, epoch: 1 } as const;
const rowsOf = (...list: ReturnType<typeof callback>[]): CallbackRows => list.reduce(withCallback, {});
const board = (rows: CallbackRows): string[][] =>
  columnsOf(rows, NOW, me).map((column) => column.callbacks.map((one) => one.callback_id));

describe("the callback board", () => {
  it("sorts calls into overdue, due within half an hour, and later; the next due first", () => {
    const rows = rowsOf(
      callback("later", NOW + 31 * MINUTE),
      callback("soon", NOW + 30 * MINUTE),
      callback("now", NOW),
      callback("worst", NOW - 20 * MINUTE),
      callback("late", NOW - 1),
    );
    expect(board(rows)).toEqual([["worst", "late"], ["now", "soon"], ["later"]]);
  });

  it("keeps the call I am making out of what is overdue, and a colleague's in it", () => {
    const rows = rowsOf(callback("mine", NOW - MINUTE, mine), callback("jans", NOW - MINUTE, jans));
    expect(board(rows)).toEqual([["jans"], ["mine"], []]);
  });

  it("counts what needs me: nobody's and mine when due, never a colleague's", () => {
    const rows = rowsOf(
      callback("open", NOW - MINUTE),
      callback("mine", NOW, mine),
      callback("jans", NOW, jans),
      callback("later", NOW + 60 * MINUTE),
      callback("done", NOW - MINUTE, { status: "done" }),
    );
    expect(callbacksNeedingMe(rows, NOW, me)).toBe(2);
  });

  it("never lets an older copy win", () => {
    const rows = rowsOf(callback("a", NOW, { epoch: 2, status: "done" }), callback("a", NOW, { epoch: 1 }));
    expect(rows["a"]?.status).toBe("done");
  });

  it("replaces one kind by a fresh list and leaves the other", () => {
    const rows = rowsOf(callback("gone", NOW), callback("done", NOW, { status: "done" }));
    expect(Object.keys(withCallbackList(rows, [callback("new", NOW)], false)).sort()).toEqual(["done", "new"]);
  });

  it("lists what was worked off, the latest first, cancelled ones too", () => {
    const rows = rowsOf(
      callback("first", NOW, { status: "done", updated_at: NOW }),
      callback("last", NOW, { status: "cancelled", updated_at: NOW + 1 }),
      callback("open", NOW),
    );
    expect(doneOf(rows).map((one) => one.callback_id)).toEqual(["last", "first"]);
  });

  it("finds the next open call of a conversation", () => {
    const rows = rowsOf(
      callback("b", NOW + MINUTE, { conversation_id: "cnv_1" }),
      callback("a", NOW, { conversation_id: "cnv_1" }),
      callback("x", NOW - MINUTE, { conversation_id: "cnv_1", status: "done" }),
    );
    expect(openCallbackOf(rows, "cnv_1")?.callback_id).toBe("a");
    expect(openCallbackOf(rows, "cnv_2")).toBeUndefined();
  });
});
