"""Who may do what: a row for every command and every route. What has no row is refused.

Finer rules (one's own conversation, one's own shop, the assignee) are checked where the row is
loaded, in the same transaction as the write.
"""

from enum import StrEnum


class Actor(StrEnum):
    """Who asks."""

    ANYBODY = "anybody"
    SHOP_PAGE = "shop_page"  # a page of an origin that belongs to the shop
    VISITOR = "visitor"
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    OPERATOR = "operator"  # the machine itself, or somebody with the metrics token


TEAM = frozenset({Actor.AGENT, Actor.SUPERVISOR, Actor.ADMIN})
EDITORS = frozenset({Actor.SUPERVISOR, Actor.ADMIN})
VISITOR_ONLY = frozenset({Actor.VISITOR})
EVERYBODY = frozenset(Actor)

VISITOR_COMMANDS: dict[str, frozenset[Actor]] = dict.fromkeys(
    (
        "session.start",
        "message.send",
        "person.request",
        "queue.leave",
        "conversation.close",
        "conversation.rate",
        "answer.rate",
        "typing.set",
        "receipt.mark",
        "sync",
        "heartbeat",
        "page.show",
        "language.set",
        "callback.slots",
        "callback.request",
        "callback.cancel",
        "callback.move",
        "message.leave",
        "guide.list",
        "guide.start",
        "guide.rank",
        "guide.finish",
        "callback.links",
    ),
    VISITOR_ONLY,
)

AGENT_COMMANDS: dict[str, frozenset[Actor]] = dict.fromkeys(
    (
        "session.start",
        "presence.set",
        "inbox.list",
        "conversation.open",
        "conversation.leave",
        "events.earlier",
        "conversation.claim",
        "conversation.transfer",
        "conversation.close",
        "conversation.reopen",
        "message.send",
        "note.add",
        "typing.set",
        "receipt.mark",
        "sync",
        "heartbeat",
        "callback.list",
        "callback.claim",
        "callback.release",
        "callback.resolve",
        "guide.nudge",
        "faq.list",
        "hours.get",
        "faq.propose",
        "callback.start_call",
        "callback.feed",
    ),
    TEAM,
)
AGENT_COMMANDS |= dict.fromkeys(
    (
        "faq.save",
        "faq.delete",
        "faq.versions",
        "faq.undo",
        "faq.try",
        "faq.import",
        "faq.export",
        "faq.starter",
        "hours.preview",
        "hours.save",
        "callback.report",
        "faq.questions",
        "faq.settle",
        "faq.report",
        "outbox.dead",
        "outbox.retry",
    ),
    EDITORS,
)

# Method and path template of every HTTP route.
ROUTES: dict[str, frozenset[Actor]] = {
    "GET /": EVERYBODY,
    "GET /healthz": EVERYBODY,
    "GET /readyz": EVERYBODY,
    "GET /metrics": frozenset({Actor.OPERATOR}),
    "GET /docs": EVERYBODY,
    "GET /docs/{name}": EVERYBODY,
    "GET /widget.js": EVERYBODY,
    "GET /widget/config": EVERYBODY,
    "GET /widget/panel": EVERYBODY,
    "GET /assets/{path}": EVERYBODY,
    "GET /static/{path}": EVERYBODY,
    "OPTIONS /api/v1/visitors": frozenset({Actor.SHOP_PAGE}),
    "POST /api/v1/visitors": frozenset({Actor.SHOP_PAGE}),
    "POST /api/v1/visitor/command": VISITOR_ONLY,
    "GET /callback/{code}": EVERYBODY,
    "GET /callback/{code}/calendar.ics": EVERYBODY,
    "POST /callback/{code}/move": EVERYBODY,
    "POST /callback/{code}/cancel": EVERYBODY,
    "GET /calendar/{token}.ics": EVERYBODY,
    "GET /resume/{code}": EVERYBODY,
    "POST /resume/{code}": EVERYBODY,
    "OPTIONS /api/v1/visitors/resume": frozenset({Actor.SHOP_PAGE}),
    "POST /api/v1/visitors/resume": frozenset({Actor.SHOP_PAGE}),
    "GET /console": EVERYBODY,
    "POST /api/v1/sign-in": EVERYBODY,
    "POST /api/v1/sign-out": TEAM,
    "GET /socket.io": VISITOR_ONLY | TEAM,
    "POST /socket.io": frozenset(),  # long polling, which is answered with a refusal
    "OPTIONS /socket.io": frozenset(),
}


def may(actor: Actor, rows: dict[str, frozenset[Actor]], name: str) -> bool:
    """Whether ``actor`` may do what the row ``name`` describes; without a row nobody may."""
    return actor in rows.get(name, frozenset())
