import type { ErrorCode, WireError } from "./visitor.gen.ts";

/** A role's commands by name, as the generated `Commands` declares them. */
export type CommandMap<C> = Record<keyof C, { payload: object; reply: object }>;

/** Sends one command and resolves with what its ack brings; rejects with `CommandError`. */
export type Send<C extends CommandMap<C>> = <K extends keyof C & string>(
  name: K,
  payload: C[K]["payload"],
) => Promise<C[K]["reply"]>;

/** Why no good ack came: one of the server's codes, no answer in time, or no connection. */
export type FailureCode = ErrorCode | "timeout" | "offline";

export class CommandError extends Error {
  readonly code: FailureCode;
  readonly field: string | null;
  readonly retryAfterMs: number | null;

  constructor(code: FailureCode, field: string | null = null, retryAfterMs: number | null = null) {
    super(code);
    this.name = "CommandError";
    this.code = code;
    this.field = field;
    this.retryAfterMs = retryAfterMs;
  }
}

const TEMPORARY: ReadonlySet<FailureCode> = new Set([
  "timeout",
  "offline",
  "rate_limited",
  "overloaded",
  "storage.unavailable",
  "auth.required",
  "auth.revoked",
]);

/** Whether sending the very same again later can succeed. */
export function isTemporary(code: FailureCode): boolean {
  return TEMPORARY.has(code);
}

export function asCommandError(reason: unknown): CommandError {
  return reason instanceof CommandError ? reason : new CommandError("internal");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** What an ack says: its data, or the `CommandError` it is thrown as. */
export function readAck(answer: unknown): object {
  if (isRecord(answer)) {
    if (answer["ok"] === true && isRecord(answer["data"])) return answer["data"];
    const error = answer["error"];
    if (answer["ok"] === false && isRecord(error)) {
      const { code, field, retry_after } = error as unknown as WireError;
      throw new CommandError(code, field ?? null, retry_after ?? null);
    }
  }
  throw new CommandError("internal");
}
