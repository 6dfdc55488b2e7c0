import { beforeEach, describe, expect, it } from "vitest";
import { byVisitor, callback, jan, marta, message, MINUTE, NOW, noted, queued, row, stored, welcome } from "../state/samples.ts";
import { TYPING_END_MS } from "./writing.ts";
import { MARK_AFTER_MS } from "./reading.ts";
import { openedOf, scriptedDesk, type ScriptedDesk } from "./scriptedDesk.ts";

beforeEach(() => {
  localStorage.clear();
  location.hash = "";
});

const texts = ({ desk }: ScriptedDesk, id = "cnv_1"): string[] =>
  (desk.state.value.conversations[id]?.log.shown ?? []).flatMap(({ body }) =>
    body.type === "message.posted" ? [body.text] : [],
  );
const push = (revision: number, ...items: ReturnType<typeof row>[]) => ({ type: "inbox.changed", revision, items });

describe("what the console listens to", () => {
  it("opens every conversation of mine, and none of the others", async () => {
    const items = [row("cnv_1"), row("cnv_2"), queued("cnv_3", NOW)];
    const one = await scriptedDesk({ inbox: { revision: 1, items } });
    expect(one.asked("conversation.open").map(({ conversation_id }) => conversation_id)).toEqual(["cnv_1", "cnv_2"]);
  });

  it("opens the one on the screen, and leaves it when it is not mine and not looked at", async () => {
    const one = await scriptedDesk({ inbox: { revision: 1, items: [queued("cnv_3", NOW)] } });
    one.desk.navigation.go({ page: "inbox", conversation: "cnv_3", who: false });
    await one.timing.advance(0);
    expect(one.desk.state.value.conversations["cnv_3"]).toBeDefined();
    one.desk.navigation.go({ page: "inbox", conversation: null, who: false });
    await one.timing.advance(0);
    expect(one.asked("conversation.leave")).toEqual([{ conversation_id: "cnv_3" }]);
    expect(one.desk.state.value.conversations["cnv_3"]).toBeUndefined();
  });

  it("opens what is given to me while I am here", async () => {
    const one = await scriptedDesk();
    await one.tell("inbox.changed", push(2, row("cnv_7")));
    expect(one.desk.state.value.conversations["cnv_7"]).toBeDefined();
  });

  it("opens everything again after a reconnect", async () => {
    const one = await scriptedDesk();
    one.socket.cut();
    await one.timing.advance(2_000);
    expect(one.asked("conversation.open")).toHaveLength(2);
    expect(one.desk.state.value.link).toBe("live");
  });

  it("asks for the list when a push is missing", async () => {
    const one = await scriptedDesk({}, { "inbox.list": () => ({ revision: 5, items: [row("cnv_1"), row("cnv_9")] }) });
    await one.tell("inbox.changed", push(5, row("cnv_1")));
    expect(one.asked("inbox.list")).toEqual([{}]);
    expect(one.desk.state.value.inbox.rows["cnv_9"]).toBeDefined();
  });

  it("holds an early message and syncs, then shows both in order", async () => {
    const one = await scriptedDesk({}, {
      sync: () => ({
        conversations: [
          { conversation_id: "cnv_1", events: [stored(2, message("second"))], team_events: [], more: false, snapshot: null },
        ],
      }),
    });
    await one.tell("message.posted", stored(3, message("third")));
    expect(one.asked("sync")).toEqual([{ conversations: { cnv_1: { seq: 1, team_seq: 0 } } }]);
    expect(texts(one)).toEqual(["hello", "second", "third"]);
  });

  it("syncs when a heartbeat shows that something was missed, in either log", async () => {
    const one = await scriptedDesk({}, {
      heartbeat: () => ({ conversations: { cnv_1: { seq: 1, team_seq: 1 } }, inbox_revision: 1, now: NOW }),
      sync: () => ({
        conversations: [
          { conversation_id: "cnv_1", events: [], team_events: [noted(1, 1, "call")], more: false, snapshot: null },
        ],
      }),
    });
    await one.timing.advance(10_000);
    expect(one.asked("heartbeat")[0]).toEqual({ conversations: { cnv_1: { seq: 1, team_seq: 0 } }, active: true });
    expect(one.desk.state.value.conversations["cnv_1"]?.team.last).toBe(1);
  });

  it("leaves for the sign-in page with the reason when the session ends", async () => {
    const one = await scriptedDesk();
    await one.tell("session.ended", { type: "session.ended", reason: "disabled" });
    one.socket.cut();
    await one.timing.advance(60_000);
    expect(one.left).toEqual(["disabled"]);
    expect(one.socket.attempts).toBe(1);
  });

  it("leaves as well when a reconnect is refused", async () => {
    const one = await scriptedDesk();
    one.socket.onConnect = () => one.socket.listener.refused("auth.required", null);
    one.socket.cut();
    await one.timing.advance(2_000);
    expect(one.left).toEqual(["expired"]);
  });
});

describe("what an agent writes", () => {
  it("goes out under the assignment's epoch and stands in the log with its ack", async () => {
    const one = await scriptedDesk({}, {
      "message.send": () => ({ conversation_id: "cnv_1", message_id: "msg_2", seq: 2, at: NOW }),
    });
    one.desk.writing.change("cnv_1", { reply: "  Dzień dobry!  " });
    expect(one.desk.writing.send("cnv_1")).toBe(true);
    expect(one.desk.writing.draft("cnv_1").reply).toBe("");
    await one.timing.advance(0);
    expect(one.asked("message.send")).toEqual([
      { conversation_id: "cnv_1", client_id: "client-1", text: "Dzień dobry!", epoch: 3 },
    ]);
    expect(texts(one)).toEqual(["hello", "Dzień dobry!"]);
    expect(one.desk.outbox.items.value).toEqual([]);
    await one.tell("message.posted", stored(2, message("Dzień dobry!", byVisitor, "client-1")));
    expect(texts(one)).toEqual(["hello", "Dzień dobry!"]);
  });

  it("is shown at once, kept while the line is down, and sent after it", async () => {
    const one = await scriptedDesk();
    one.socket.onConnect = () => one.socket.listener.refused(null, null);
    one.socket.cut();
    one.desk.writing.change("cnv_1", { reply: "still here" });
    one.desk.writing.send("cnv_1");
    await one.timing.advance(5_000);
    expect(one.asked("message.send")).toEqual([]);
    expect(one.desk.outbox.items.value[0]?.state).toEqual({ kind: "waiting" });
    one.socket.onConnect = () => one.socket.accept();
    await one.timing.advance(20_000);
    expect(one.asked("message.send").length).toBeGreaterThan(0);
  });

  it("survives a reload: drafts and what was not sent yet", async () => {
    const before = await scriptedDesk({}, { "message.send": () => ({ code: "storage.unavailable" }) });
    before.desk.writing.change("cnv_1", { reply: "not stored" });
    before.desk.writing.send("cnv_1");
    before.desk.writing.change("cnv_1", { reply: "half a sen" });
    await before.timing.advance(500);
    const after = await scriptedDesk();
    expect(after.desk.writing.draft("cnv_1").reply).toBe("half a sen");
    expect(after.asked("message.send").map(({ text }) => text)).toEqual(["not stored"]);
  });

  it("keeps one agent's drafts from another at the same machine", async () => {
    const before = await scriptedDesk();
    before.desk.writing.change("cnv_1", { reply: "Marta's" });
    await before.timing.advance(500);
    const after = await scriptedDesk({ agent: jan });
    expect(after.desk.writing.draft("cnv_1").reply).toBe("");
  });

  it("is refused when a colleague took over, kept, and can go out under the new assignment", async () => {
    const one = await scriptedDesk({}, { "message.send": () => ({ code: "conflict" }) });
    one.desk.writing.change("cnv_1", { reply: "too late" });
    one.desk.writing.send("cnv_1");
    await one.timing.advance(0);
    const [failed] = one.desk.outbox.items.value;
    expect(failed?.state).toEqual({ kind: "failed", code: "conflict" });
    const body = { type: "conversation.assigned", agent: { kind: "agent", id: marta.agent_id, name: marta.name }, face: "", epoch: 5, reason: "taken_over" } as const;
    await one.tell("conversation.assigned", stored(2, body));
    if (failed !== undefined) one.desk.writing.retry(failed.payload);
    await one.timing.advance(0);
    expect(one.asked("message.send").map(({ client_id, epoch }) => [client_id, epoch])).toEqual([
      ["client-1", 3],
      ["client-2", 5],
    ]);
  });

  it("can be taken back to the field when it was refused", async () => {
    const one = await scriptedDesk({}, { "message.send": () => ({ code: "conversation.closed" }) });
    one.desk.writing.change("cnv_1", { reply: "late" });
    one.desk.writing.send("cnv_1");
    await one.timing.advance(0);
    one.desk.writing.change("cnv_1", { reply: "next" });
    const [failed] = one.desk.outbox.items.value;
    if (failed !== undefined) one.desk.writing.takeBack(failed.payload);
    expect(one.desk.writing.draft("cnv_1").reply).toBe("late\nnext");
    expect(one.desk.outbox.items.value).toEqual([]);
  });

  it("as a note goes to the team only", async () => {
    const one = await scriptedDesk({}, { "note.add": () => ({ note_id: "nte_1", team_seq: 1, at: NOW }) });
    one.desk.writing.change("cnv_1", { mode: "note", note: "call her" });
    one.desk.writing.send("cnv_1");
    await one.timing.advance(0);
    expect(one.asked("message.send")).toEqual([]);
    expect(one.desk.state.value.conversations["cnv_1"]?.team.shown).toHaveLength(1);
  });

  it("tells the visitor that I type, and when I stop", async () => {
    const one = await scriptedDesk();
    one.desk.writing.change("cnv_1", { reply: "h" });
    one.desk.writing.change("cnv_1", { reply: "he" });
    await one.timing.advance(TYPING_END_MS);
    expect(one.asked("typing.set").map(({ typing }) => typing)).toEqual([true, false]);
  });
});

describe("what an agent does with a conversation", () => {
  it("says who was faster when a claim came too late", async () => {
    const one = await scriptedDesk(
      { inbox: { revision: 1, items: [queued("cnv_3", NOW)] } },
      {
        "conversation.claim": () => ({ code: "conflict" }),
        "conversation.open": ({ conversation_id }) => {
          const fresh = openedOf(conversation_id);
          const assignee = { agent_id: jan.agent_id, name: jan.name, face: "" };
          return { ...fresh, conversation: { ...fresh.conversation, assignee } };
        },
      },
    );
    await one.desk.conversations.claim("cnv_3");
    expect(one.desk.toasts.shown.value?.text).toBe("Jan Kos was faster and has this conversation now.");
    expect(one.desk.busy.value.size).toBe(0);
  });

  it("resolves without asking, and Undo takes it up again", async () => {
    const closed = row("cnv_1", { status: "closed", epoch: 4 });
    const one = await scriptedDesk({}, {
      "conversation.close": () => ({ conversation: closed }),
      "conversation.reopen": () => ({ conversation: row("cnv_1", { epoch: 5 }) }),
    });
    await one.desk.conversations.resolve("cnv_1");
    expect(one.desk.state.value.inbox.rows["cnv_1"]?.status).toBe("closed");
    one.desk.toasts.undo();
    await one.timing.advance(0);
    expect(one.asked("conversation.reopen")).toHaveLength(1);
    expect(one.desk.state.value.inbox.rows["cnv_1"]?.status).toBe("assigned");
  });

  it("marks as received what is mine, and as read only what is on the screen", async () => {
    const one = await scriptedDesk();
    await one.timing.advance(MARK_AFTER_MS);
    expect(one.asked("receipt.mark").at(-1)).toEqual({ conversation_id: "cnv_1", delivered_seq: 1, read_seq: 0 });
    one.desk.navigation.go({ page: "inbox", conversation: "cnv_1", who: false });
    await one.timing.advance(MARK_AFTER_MS);
    expect(one.asked("receipt.mark").at(-1)?.read_seq).toBe(1);
    one.desk.atEnd.value = false;
    await one.tell("message.posted", stored(2, message("unseen")));
    await one.timing.advance(MARK_AFTER_MS);
    expect(one.asked("receipt.mark").at(-1)).toEqual({ conversation_id: "cnv_1", delivered_seq: 2, read_seq: 1 });
  });
});

describe("what rings", () => {
  it("is what comes while I am here, not what was there before, and not after a reconnect either", async () => {
    const items = [row("cnv_1"), queued("cnv_2", NOW)];
    const one = await scriptedDesk({ inbox: { revision: 1, items } });
    expect(one.rings()).toBe(0);
    await one.tell("inbox.changed", push(2, queued("cnv_3", NOW)));
    expect(one.rings()).toBe(1);
    one.answers["session.start"] = () => welcome({ inbox: { revision: 2, items: [...items, queued("cnv_3", NOW)] } });
    one.socket.cut();
    await one.timing.advance(2_000);
    expect(one.rings()).toBe(1);
  });

  it("stays silent when the sound is off, and still counts in the title", async () => {
    const one = await scriptedDesk();
    one.desk.preferences.value = { ...one.desk.preferences.value, sound: false };
    await one.tell("inbox.changed", push(2, queued("cnv_3", NOW)));
    expect(one.rings()).toBe(0);
    expect(document.title).toBe("(1) Zalada");
  });

  it("rings when a call becomes due", async () => {
    const one = await scriptedDesk({ callbacks: [callback("clb_1", NOW + 31 * MINUTE)] });
    await one.timing.advance(2 * MINUTE);
    expect(one.rings()).toBe(1);
  });
});
