import type { HttpsCommand } from "@shared/wire/connection";

const TIMEOUT_MS = 10_000;

/** Sends commands over HTTPS where websockets are blocked; the same acks come back. */
export function httpsCommand(token: () => string): HttpsCommand {
  return async (name, payload) => {
    const answer = await fetch("/api/v1/visitor/command", {
      method: "POST",
      credentials: "omit",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${token()}` },
      body: JSON.stringify({ name, payload }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return (await answer.json()) as unknown;
  };
}
