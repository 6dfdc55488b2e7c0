/** Sends a POST that changes something; the header keeps other sites from doing the same. */
export async function post(path: string): Promise<void> {
  const answer = await fetch(path, { method: "POST", headers: { "X-Zalada": "1" } });
  if (!answer.ok && answer.status !== 401) throw new Error(`${path}: ${answer.status}`);
}

/** To the sign-in page; why the session ended stands in the address, so that the page can say it. */
export function leaveFor(reason: string | null): void {
  location.href = reason === null ? "/console" : `/console?ended=${encodeURIComponent(reason)}`;
}
