import type { AgentView } from "../wire/agent.gen.ts";

export type Agents = Readonly<Record<string, AgentView>>;
export type Presence = AgentView["state"];

export const PRESENCES: readonly Presence[] = ["available", "busy", "away", "invisible"];

export function agentsById(agents: readonly AgentView[]): Agents {
  return Object.fromEntries(agents.map((agent) => [agent.agent_id, agent]));
}

/** Who can be given a conversation: there first, then by name; never myself. */
export function colleaguesOf(agents: Agents, me: string): readonly AgentView[] {
  return Object.values(agents)
    .filter((agent) => agent.agent_id !== me)
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

function rank(agent: AgentView): number {
  if (!agent.online) return 4;
  return PRESENCES.indexOf(agent.state);
}
