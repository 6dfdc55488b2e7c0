import { useDesk, type Desk } from "../app/desk.ts";
import { colleaguesOf } from "../state/agents.ts";
import { newestFirst, type Act, type Choice, type Command } from "../state/palette.ts";
import { hashOf } from "../state/route.ts";
import type { Tab } from "../state/sections.ts";
import { isMine, write } from "./useKeyboard.ts";

/** Everything the palette offers right now. */
export function useChoices(): readonly Choice[] {
  const desk = useDesk();
  return [...people(desk), ...places(desk), ...commands(desk)];
}

function people({ state, t, visitorName }: Desk): readonly Choice[] {
  return newestFirst(Object.values(state.value.inbox.rows)).map((row) => ({
    key: row.conversation_id,
    group: "people",
    label: visitorName(row),
    hint: t("palette.open_chat"),
    act: { kind: "open", conversation_id: row.conversation_id, visitor_id: row.visitor_id },
  }));
}

function places({ t }: Desk): readonly Choice[] {
  const tab = (name: Tab, label: string): Choice => ({
    key: `tab ${name}`,
    group: "goto",
    label,
    hint: "",
    act: { kind: "tab", tab: name },
  });
  const page = (key: string, label: string, hash: string, hint: string): Choice => ({
    key,
    group: "goto",
    label,
    hint,
    act: { kind: "goto", hash },
  });
  return [
    tab("mine", t("palette.mine")),
    tab("waiting", t("palette.waiting")),
    tab("closed", t("palette.closed")),
    page("callbacks", t("nav.callbacks"), hashOf({ page: "callbacks", done: false }), "C"),
    page("done", t("palette.calls_done"), hashOf({ page: "callbacks", done: true }), ""),
  ];
}

function commands(desk: Desk): readonly Choice[] {
  const { t, navigation, state } = desk;
  const make = (command: Command, label: string, hint = ""): Choice => ({
    key: command,
    group: "do",
    label,
    hint,
    act: { kind: "run", command },
  });
  const route = navigation.route.value;
  const open = route.page === "inbox" ? route.conversation : null;
  const here: Choice[] = [];
  if (open !== null) {
    here.push(make("note", t("keys.note"), "N"));
    if (isMine(desk, open)) {
      here.push(make("reply", t("keys.reply"), "R"), make("resolve", t("keys.resolve"), "E"));
      for (const agent of colleaguesOf(state.value.agents, state.value.me?.agent_id ?? "")) {
        const label = t("palette.give", { name: agent.name });
        here.push({ key: agent.agent_id, group: "do", label, hint: "", act: { kind: "give", agent } });
      }
    } else {
      here.push(make("claim", t("keys.claim"), "A"));
    }
  }
  return [
    ...here,
    make("shortcuts", t("keys.title"), "?"),
    make("sound", t("menu.test_sound")),
    make("sign_out", t("menu.sign_out")),
  ];
}

/** Does what was chosen. */
export function act(desk: Desk, chosen: Act): void {
  const { navigation, conversations, t } = desk;
  const route = navigation.route.value;
  const open = route.page === "inbox" ? route.conversation : null;
  switch (chosen.kind) {
    case "open":
      navigation.go({ page: "inbox", conversation: chosen.conversation_id, who: false });
      return;
    case "tab":
      desk.tab.value = chosen.tab;
      navigation.go({ page: "inbox", conversation: open, who: false });
      return;
    case "goto":
      location.hash = chosen.hash;
      return;
    case "give": {
      const { agent_id, name } = chosen.agent;
      if (open !== null) void conversations.transfer(open, { to: "agent", agent_id }, t("toast.transferred", { name }));
      return;
    }
    case "run":
      command(desk, chosen.command, open);
  }
}

function command(desk: Desk, name: Command, open: string | null): void {
  switch (name) {
    case "shortcuts":
      desk.dialog.value = "shortcuts";
      return;
    case "sound":
      void desk.alarm.test();
      return;
    case "sign_out":
      void desk.signOut();
      return;
    case "note":
    case "reply":
      if (open !== null) write(desk, open, name);
      return;
    case "claim":
      if (open !== null) void desk.conversations.claim(open);
      return;
    case "resolve":
      if (open !== null) void desk.conversations.resolve(open);
  }
}
