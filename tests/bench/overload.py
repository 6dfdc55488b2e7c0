"""Three times more than the hub can do: what is too much is refused in time, the rest is done."""

from tests.bench import targets
from tests.bench.metric import Metric, metric, percentile


def run(quick: bool) -> list[Metric]:
    """Goodput under threefold load as a share of the peak, and what became of the rest."""
    seconds = 4.0 if quick else 10.0
    with targets.product(visitors=200) as target:
        target.closed(1.0)
        best, _ = target.closed(seconds)
        peak = best["acked"] / best["seconds"]
        target.load.do("open", rate=peak, seconds=1.0)
        seen = target.load.do("open", rate=3 * peak, seconds=seconds)
        goodput = seen["acked_in_time"] / seen["seconds"]
        lost = seen["sent"] - seen["acked"] - seen["refused"]
        told = seen["refusals"].get("rate_limited with retry_after", 0)
        told += seen["refusals"].get("overloaded with retry_after", 0)
        times = [nanoseconds / 1e6 for nanoseconds in seen["latencies_ns"]]
        return [
            metric("overload.goodput_ratio", goodput / peak, "", peer="peak", peer_value=1.0),
            metric("overload.refused_share", seen["refused"] / seen["sent"], ""),
            metric("overload.told_when_share", told / max(1, seen["refused"]), ""),
            metric("overload.unanswered", lost + seen["lost"], "messages"),
            metric("overload.delivery_p99_ms", percentile(times, 0.99), "ms"),
        ]
