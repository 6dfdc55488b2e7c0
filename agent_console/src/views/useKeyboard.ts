import { useEffect } from "preact/hooks";
import { useDesk, type Desk } from "../app/desk.ts";
import { shortcutOf, type Shortcut } from "../state/keys.ts";
import { sectionsOf } from "../state/sections.ts";

/** The shortcuts of the whole console; dialogs and menus keep their own keys to themselves. */
export function useKeyboard(): void {
  const desk = useDesk();
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const shortcut = shortcutOf({
        key: event.key,
        ctrl: event.ctrlKey || event.metaKey,
        alt: event.altKey,
        typing: isField(event.target),
      });
      if (shortcut === null || event.defaultPrevented) return;
      if (desk.dialog.value !== null && shortcut !== "palette") return;
      if (run(desk, shortcut, event.target)) event.preventDefault();
    };
    const arrows = (event: KeyboardEvent): void => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step === undefined || !(event.target instanceof HTMLElement)) return;
      if (event.target.dataset["row"] === undefined) return;
      event.preventDefault();
      focusNeighbour(event.target, step);
    };
    window.addEventListener("keydown", pressed);
    window.addEventListener("keydown", arrows);
    return () => {
      window.removeEventListener("keydown", pressed);
      window.removeEventListener("keydown", arrows);
    };
  }, [desk]);
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** Does what a shortcut says; false where it means nothing here. */
function run(desk: Desk, shortcut: Shortcut, target: EventTarget | null): boolean {
  const { dialog, navigation, conversations } = desk;
  const route = navigation.route.value;
  const open = route.page === "inbox" ? route.conversation : null;
  switch (shortcut) {
    case "palette":
    case "shortcuts":
      dialog.value = shortcut;
      return true;
    case "inbox":
      navigation.go({ page: "inbox", conversation: open, who: false });
      return true;
    case "callbacks":
      navigation.go({ page: "callbacks", done: false });
      return true;
    case "search":
      document.getElementById("inbox-search")?.focus();
      return true;
    case "next":
    case "previous":
      step(desk, open, shortcut === "next" ? 1 : -1);
      return true;
    case "back":
      return back(desk, target, open);
    case "note":
    case "reply":
      if (open === null) return false;
      write(desk, open, shortcut);
      return true;
    case "claim":
      if (open !== null) void conversations.claim(open);
      return open !== null;
    case "resolve":
      if (open !== null && isMine(desk, open)) void conversations.resolve(open);
      return open !== null;
  }
}

/** Puts the cursor into the composer, as a reply or as a note. */
export function write({ writing }: Desk, id: string, mode: "note" | "reply"): void {
  writing.change(id, { mode });
  requestAnimationFrame(() => document.getElementById("composer")?.focus());
}

export function isMine({ state }: Desk, id: string): boolean {
  const { conversations, me } = state.value;
  const one = conversations[id];
  return one?.status === "assigned" && one.assignee?.agent_id === me?.agent_id;
}

function back(desk: Desk, target: EventTarget | null, open: string | null): boolean {
  if (isField(target) && target instanceof HTMLElement) {
    target.blur();
    const row = document.querySelector<HTMLElement>('[data-row][aria-current="true"]');
    row?.focus();
    return true;
  }
  if (open === null) return false;
  desk.navigation.go({ page: "inbox", conversation: null, who: false });
  return true;
}

function step(desk: Desk, open: string | null, by: number): void {
  const { state, tab, search, navigation } = desk;
  const me = state.value.me?.agent_id ?? "";
  const rows = sectionsOf(state.value.inbox.rows, me, tab.value, search.value).flatMap(({ rows: all }) => all);
  const at = rows.findIndex((row) => row.conversation_id === open);
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  if (next === undefined) return;
  navigation.go({ page: "inbox", conversation: next.conversation_id, who: false });
  requestAnimationFrame(() => {
    document.querySelector(`[data-row="${CSS.escape(next.conversation_id)}"]`)?.scrollIntoView({ block: "nearest" });
  });
}

function focusNeighbour(row: HTMLElement, by: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  rows[rows.indexOf(row) + by]?.focus();
}
