"""The replay law: what a client heard, played upon what it was shown first, is what is there."""

from typing import Any

Body = dict[str, Any]

# true only at the moment they are said
_ESTIMATES = ("wait_ms",)
_UNQUEUED = {"position": None}


class Replay:
    """One conversation as one client knows it, by PROTOCOL.md alone."""

    def __init__(self, snapshot: Body | None, *, is_team: bool) -> None:
        self._is_team = is_team
        self.state: Body = snapshot or {}
        self._cursors = {one["participant"]: one for one in self.state.get("cursors", [])}

    def hear(self, name: str, payload: Body) -> None:
        """Take in one event; raises ``AssertionError`` for a gap in either log."""
        if name == "cursor.moved":
            self._cursor(payload["cursor"])
        elif name == "queue.moved":
            # one that was on its way when the waiting ended says nothing any more
            if self.state.get("status") == "queued":
                self.state["position"] = payload["position"]
        elif "team_seq" in payload:
            self._append("team_seq", "team_events", payload)
        elif "seq" in payload:
            self._stored(payload)

    def _cursor(self, cursor: Body) -> None:
        known = self._cursors.get(cursor["participant"], cursor)
        self._cursors[cursor["participant"]] = {
            "participant": cursor["participant"],
            "delivered_seq": max(known["delivered_seq"], cursor["delivered_seq"]),
            "read_seq": max(known["read_seq"], cursor["read_seq"]),
        }

    def _append(self, number: str, events: str, payload: Body) -> bool:
        last = self.state.setdefault(number, 0)
        if payload[number] <= last:
            return False
        assert payload[number] == last + 1, f"a gap after {last}: {payload}"
        self.state[number] = payload[number]
        self.state.setdefault(events, []).append(payload)
        return True

    def _stored(self, event: Body) -> None:
        if not self._append("seq", "events", event):
            return
        body = event["body"]
        match body["type"]:
            case "conversation.started":
                self.state |= {
                    "conversation_id": event["conversation_id"],
                    "status": "bot",
                    "language": body["language"],
                    "assignee": None,
                    "position": None,
                    "score": None,
                    "earlier": False,
                }
            case "conversation.queued":
                self._unassign("queued", {})
            case "conversation.handed_to_bot":
                self._unassign("bot", _UNQUEUED)
            case "conversation.assigned" | "conversation.reopened":
                agent = body["agent"]
                assignee = {"agent_id": agent["id"], "name": agent["name"], "face": body["face"]}
                self.state |= {"status": "assigned", "assignee": assignee, **_UNQUEUED}
                if self._is_team:
                    self.state["epoch"] = body["epoch"]
            case "conversation.closed":
                self.state |= {"status": "closed", **_UNQUEUED}
            case "conversation.rated":
                self.state["score"] = body["score"]
            case _:
                pass

    def _unassign(self, status: str, more: Body) -> None:
        if self._is_team and self.state.get("assignee") is not None:
            self.state["epoch"] += 1
        self.state |= {"status": status, "assignee": None, **more}

    def shown(self, fresh: Body) -> Body:
        """What is known, cut to the events that a fresh snapshot shows."""
        first = fresh["events"][0]["seq"] if fresh["events"] else 0
        known = {**self.state, "earlier": fresh["earlier"]}
        known["events"] = [one for one in self.state["events"] if one["seq"] >= first]
        known["cursors"] = [self._cursors[key] for key in sorted(self._cursors)]
        if self._is_team:
            kept = {one["team_seq"] for one in fresh["team_events"]}
            team = self.state.get("team_events", [])
            known["team_events"] = [one for one in team if one["team_seq"] in kept]
        return without_estimates(known)


def without_estimates(snapshot: Body) -> Body:
    """A snapshot without what is only true at the moment it is made."""
    return {key: value for key, value in snapshot.items() if key not in _ESTIMATES}
