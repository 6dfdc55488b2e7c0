"""Does it stay fast when there is a past? The same work with up to a million messages stored."""

from contextlib import ExitStack
from statistics import median

from tests.bench import targets
from tests.bench.metric import Metric, metric, percentile, ratio_of_rounds
from tests.bench.servers.history import name_of

STEP = 7  # opens conversations all over the history, closed ones too


def run(quick: bool) -> list[Metric]:
    """Sending beside an empty database; opening old conversations; the agents' list.

    The quick run keeps a tenth of the history and says so in the names.
    """
    conversations, messages = (1_000, 100_000) if quick else (10_000, 1_000_000)
    scale = "100k" if quick else "1m"
    rounds, seconds = (3, 2.0) if quick else (5, 4.0)
    with ExitStack() as stack:
        young = stack.enter_context(targets.product())
        old = stack.enter_context(
            targets.product(BENCH_CONVERSATIONS=str(conversations), BENCH_MESSAGES=str(messages))
        )
        for target in (young, old):
            target.closed(1.0)
        cost: list[list[float]] = [[], []]
        for _ in range(rounds):
            for target, us in zip((young, old), cost, strict=True):
                us.append(target.closed(seconds)[1])
        ratio = ratio_of_rounds(cost[1], cost[0])
        agent = targets.PAIRS  # the first line after the visitors
        opened = [
            (agent, "conversation.open", {"conversation_id": name_of(number * STEP)})
            for number in range(conversations // STEP // 2)
        ]
        listed: list[tuple[int, str, dict[str, str]]] = [(agent, "inbox.list", {})] * 30
        return [
            metric(
                f"history.send_cost_ratio_{scale}",
                ratio,
                "",
                peer="empty database",
                peer_value=1.0,
                spread=cost[1],
            ),
            metric("history.send_cpu_us", median(cost[1]), "us", spread=cost[1]),
            metric("history.open_conversation_p95_ms", p95_ms(old, opened), "ms"),
            metric("history.inbox_p95_ms", p95_ms(old, listed), "ms"),
        ]


def p95_ms(target: targets.Target, calls: list[tuple[int, str, dict[str, str]]]) -> float:
    """The 95th percentile of the time from a command to its ack, one at a time."""
    answered = target.load.do("call", calls=calls)
    refused = [ack for ack in answered["acks"] if not ack["ok"]]
    if refused:
        raise RuntimeError(f"{calls[0][1]}: {refused[0]}")
    return percentile([nanoseconds / 1e6 for nanoseconds in answered["took_ns"]], 0.95)
