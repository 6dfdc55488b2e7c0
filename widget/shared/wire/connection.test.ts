import { describe, expect, it } from "vitest";
import { CommandError } from "./command.ts";
import {
  ACK_TIMEOUT_MS,
  CONNECT_TIMEOUT_MS,
  Connection,
  type ConnectionOptions,
  type HttpsCommand,
  HTTPS_POLL_MS,
} from "./connection.ts";
import { manualTiming, settle } from "./manualTiming.ts";
import { scriptedSocket } from "./scriptedSocket.ts";
import type { Commands, Events } from "./visitor.gen.ts";

type Options = ConnectionOptions<Commands>;

function setUp(change: Partial<Options> = {}) {
  const timing = manualTiming();
  const server = scriptedSocket();
  const calls = { greets: 0, beats: 0, renewals: 0, reloads: 0 };
  const connection: Connection<Commands, Events> = new Connection<Commands, Events>({
    open: server.open,
    timing,
    greet: async (send) => {
      calls.greets += 1;
      await send("session.start", { language: "pl" });
    },
    beat: async () => {
      calls.beats += 1;
      await connection.send("heartbeat", { conversations: {} });
    },
    renew: async () => {
      calls.renewals += 1;
      return true;
    },
    unsupported: () => {
      calls.reloads += 1;
    },
    ...change,
  });
  return { timing, server, calls, connection };
}

describe("a connection", () => {
  it("is live only after its greeting was acknowledged", async () => {
    const { connection, server } = setUp();
    server.answer = () => undefined;
    connection.start();
    await settle();
    expect(connection.state.kind).toBe("connecting");
    server.arrived[0]?.ack({ ok: true, data: {} });
    await settle();
    expect(connection.state).toEqual({ kind: "live", via: "socket" });
  });

  it("gives the reply of a good ack and throws the code of a bad one", async () => {
    const { connection, server } = setUp();
    connection.start();
    await settle();
    server.answer = () => ({ ok: true, data: { asap: true } });
    expect(await connection.send("callback.slots", {})).toEqual({ asap: true });
    server.answer = () => ({ ok: false, error: { code: "rate_limited", retry_after: 1200 } });
    const refusal = await connection.send("callback.slots", {}).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CommandError);
    expect(refusal).toMatchObject({ code: "rate_limited", retryAfterMs: 1200, field: null });
  });

  it("refuses to send while it is not live instead of keeping it for later", async () => {
    const { connection } = setUp();
    await expect(connection.send("person.request", {})).rejects.toMatchObject({ code: "offline" });
  });

  it("cuts a server that is silent for eight seconds, and comes back", async () => {
    const { connection, server, timing } = setUp();
    connection.start();
    await settle();
    server.answer = () => undefined;
    const sent = connection.send("person.request", {}).catch((error: CommandError) => error.code);
    await timing.advance(ACK_TIMEOUT_MS);
    expect(await sent).toBe("timeout");
    expect(connection.state.kind).toBe("waiting");
    server.answer = () => ({ ok: true, data: {} });
    await timing.advance(1_000);
    expect(connection.state.kind).toBe("live");
  });

  it("tells every command that waits for its ack when the socket closes", async () => {
    const { connection, server } = setUp();
    connection.start();
    await settle();
    server.answer = () => undefined;
    const sent = connection.send("person.request", {}).catch((error: CommandError) => error.code);
    server.cut();
    expect(await sent).toBe("offline");
  });

  it("waits longer after each failure, up to ten seconds", async () => {
    const { connection, server, timing } = setUp();
    server.onConnect = () => server.listener.refused(null, null);
    connection.start();
    const at: number[] = [];
    const startedAt = timing.now();
    for (let attempt = 2; attempt <= 7; attempt += 1) {
      while (server.attempts < attempt) await timing.advance(50);
      at.push(timing.now() - startedAt);
    }
    const gaps = at.map((value, index) => value - (at[index - 1] ?? 0));
    expect(gaps).toEqual([750, 1500, 3000, 6000, 7500, 7500]);
  });

  it("comes back more and more slowly where it is accepted and cut again and again", async () => {
    const { connection, server, timing } = setUp();
    connection.start();
    const gaps: number[] = [];
    for (let cut = 0; cut < 5; cut += 1) {
      await timing.advance(0);
      server.cut();
      const [attempts, cutAt] = [server.attempts, timing.now()];
      while (server.attempts === attempts) await timing.advance(50);
      gaps.push(timing.now() - cutAt);
    }
    expect(gaps).toEqual([750, 1500, 3000, 6000, 7500]);
    await timing.advance(10_000);
    server.cut();
    await timing.advance(1_000);
    expect(connection.state.kind).toBe("live");
  });

  it("gives up an attempt that hangs and tries again", async () => {
    const { connection, server, timing } = setUp();
    server.onConnect = () => {};
    connection.start();
    await timing.advance(CONNECT_TIMEOUT_MS + 1_000);
    expect(server.attempts).toBe(2);
  });

  it("does not wait for an attempt that was closed before it was accepted", async () => {
    const { connection, server, timing } = setUp();
    server.onConnect = () => server.listener.closed();
    connection.start();
    await timing.advance(1_000);
    expect(server.attempts).toBe(2);
  });

  it("comes back as late as a stopping server asked for", async () => {
    const { connection, server, timing } = setUp();
    connection.start();
    await settle();
    server.listener.event("server.draining", { type: "server.draining", reconnect_after_ms: 4_000 });
    server.cut();
    await timing.advance(3_999);
    expect(server.attempts).toBe(1);
    await timing.advance(2_000);
    expect(server.attempts).toBe(2);
  });

  it("reloads once and stays away when its protocol is no longer spoken", async () => {
    const { connection, server, timing, calls } = setUp();
    server.onConnect = () => server.listener.refused("protocol.unsupported", null);
    connection.start();
    await timing.advance(60_000);
    expect(calls.reloads).toBe(1);
    expect(server.attempts).toBe(1);
    expect(connection.state).toEqual({ kind: "ended", code: "protocol.unsupported" });
  });

  it("gets a new token when the old one is refused, and stops when there is none", async () => {
    const { connection, server, timing, calls } = setUp();
    server.onConnect = () => server.listener.refused("auth.required", null);
    connection.start();
    await timing.advance(0);
    expect(calls.renewals).toBeGreaterThan(0);
    const signedOut = setUp({ renew: async () => false });
    signedOut.server.onConnect = () => signedOut.server.listener.refused("auth.revoked", null);
    signedOut.connection.start();
    await signedOut.timing.advance(60_000);
    expect(signedOut.connection.state).toEqual({ kind: "ended", code: "auth.revoked" });
    expect(signedOut.server.attempts).toBe(1);
  });

  it("sends its heartbeat on time, and at the server's ping where timers are held back", async () => {
    const { connection, server, timing, calls } = setUp();
    connection.start();
    await timing.advance(10_000);
    expect(calls.beats).toBe(1);
    server.listener.pinged();
    await settle();
    expect(calls.beats).toBe(1);
    await timing.advance(10_000);
    expect(calls.beats).toBe(2);
  });

  it("looks at once whether all is well when the page wakes", async () => {
    const { connection, server, timing, calls } = setUp();
    connection.start();
    await settle();
    connection.wake();
    await settle();
    expect(calls.beats).toBe(1);
    connection.pause();
    expect(server.connected).toBe(false);
    await timing.advance(60_000);
    expect(server.attempts).toBe(1);
    connection.wake();
    await settle();
    expect(connection.state.kind).toBe("live");
  });

  it("keeps listeners over a reconnect and hands each event to those of its name", async () => {
    const { connection, server, timing } = setUp();
    const heard: string[] = [];
    connection.on("queue.moved", (event) => heard.push(`${event.position}`));
    connection.start();
    await settle();
    server.cut();
    await timing.advance(2_000);
    server.listener.event("queue.moved", {
      type: "queue.moved",
      conversation_id: "c",
      position: 2,
      wait_ms: null,
    });
    server.listener.event("something.new", {});
    expect(heard).toEqual(["2"]);
  });
});

describe("where websockets are blocked", () => {
  function blocked(https: HttpsCommand) {
    const set = setUp({ https });
    set.server.onConnect = () => set.server.listener.refused(null, null);
    return set;
  }

  it("goes on over HTTPS after two failures in a row, and polls", async () => {
    const names: string[] = [];
    const { connection, timing } = blocked(async (name) => {
      names.push(name);
      return { ok: true, data: {} };
    });
    connection.start();
    await timing.advance(1_000);
    expect(connection.state).toEqual({ kind: "live", via: "https" });
    await connection.send("message.send", { client_id: "abcdefgh", text: "hej" });
    expect(names).toEqual(["session.start", "message.send"]);
    await timing.advance(HTTPS_POLL_MS);
    expect(names.at(-1)).toBe("heartbeat");
  });

  it("goes back to the websocket as soon as there is one", async () => {
    const { connection, server, timing } = blocked(async () => ({ ok: true, data: {} }));
    connection.start();
    await timing.advance(1_000);
    server.onConnect = () => server.accept();
    await timing.advance(10_000);
    expect(connection.state).toEqual({ kind: "live", via: "socket" });
  });

  it("is not live when HTTPS fails too", async () => {
    const { connection, timing } = blocked(() => Promise.reject(new Error("no network")));
    connection.start();
    await timing.advance(5_000);
    expect(["waiting", "connecting"]).toContain(connection.state.kind);
  });
});
