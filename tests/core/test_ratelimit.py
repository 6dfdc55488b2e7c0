"""Limits that refuse exactly what is over them and say when to come back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_server.core.ratelimit import Bucket, Limit, RateLimiter, take

MINUTE = 60_000


def test_a_burst_passes_and_the_next_call_learns_when_to_come_back() -> None:
    limiter = RateLimiter(Limit(6, MINUTE, burst=2))
    assert [limiter.take("vis_1", 0).allowed for _ in range(3)] == [True, True, False]
    refused = limiter.take("vis_1", 0)
    assert refused.retry_after_ms == 10_000
    assert not limiter.take("vis_1", 9_999).allowed
    assert limiter.take("vis_1", 10_000).allowed


def test_keys_do_not_share_their_tokens() -> None:
    limiter = RateLimiter(Limit(1, MINUTE))
    assert limiter.take("vis_1", 0).allowed
    assert limiter.take("vis_2", 0).allowed


def test_a_refused_call_costs_nothing() -> None:
    limiter = RateLimiter(Limit(1, MINUTE))
    limiter.take("vis_1", 0)
    for now in range(0, MINUTE, 100):
        assert not limiter.take("vis_1", now).allowed
    assert limiter.take("vis_1", MINUTE).allowed


def test_a_clock_that_goes_back_neither_gives_nor_takes() -> None:
    limit = Limit(2, MINUTE)
    spent = take(None, limit, 1_000_000, cost=2).bucket
    assert not take(spent, limit, 0).allowed
    assert take(take(spent, limit, 0).bucket, limit, 1_000_000 + MINUTE // 2).allowed


def test_a_cost_over_the_whole_bucket_is_never_promised() -> None:
    assert take(None, Limit(3, MINUTE), 0, cost=4).retry_after_ms is None


def test_the_store_forgets_the_key_unused_for_longest() -> None:
    limiter = RateLimiter(Limit(1, MINUTE), max_keys=2)
    for key in ("vis_1", "vis_2", "vis_1", "vis_3"):
        limiter.take(key, 0)
    assert len(limiter) == 2
    assert not limiter.take("vis_1", 0).allowed
    assert limiter.take("vis_2", 0).allowed


def test_a_forgiven_key_starts_full() -> None:
    limiter = RateLimiter(Limit(1, MINUTE))
    limiter.take("vis_1", 0)
    limiter.forget("vis_1")
    assert limiter.take("vis_1", 0).allowed


@pytest.mark.parametrize("numbers", [(0, 1, None), (1, 0, None), (1, 1, 0), (-1, 5, None)])
def test_a_limit_without_positive_numbers_is_a_mistake(
    numbers: tuple[int, int, int | None],
) -> None:
    with pytest.raises(ValueError, match="positive"):
        Limit(*numbers)


limits = st.builds(Limit, st.integers(1, 20), st.integers(1, 5_000), st.none() | st.integers(1, 9))
steps = st.lists(st.tuples(st.integers(0, 3_000), st.integers(1, 3)), max_size=60)


@given(limits, steps)
def test_no_window_ever_passes_more_than_burst_and_refill(
    limit: Limit, calls: list[tuple[int, int]]
) -> None:
    bucket: Bucket | None = None
    now, passed = 0, [(0, 0)]
    for pause, cost in calls:
        now += pause
        verdict = take(bucket, limit, now, cost)
        bucket = verdict.bucket
        if verdict.allowed:
            passed.append((now, cost))
    burst = limit.tokens if limit.burst is None else limit.burst
    for first, (start, _) in enumerate(passed):
        total = 0
        for at, cost in passed[first:]:
            total += cost
            assert total * limit.per_ms <= burst * limit.per_ms + (at - start) * limit.tokens


@given(limits, steps, st.integers(1, 3))
def test_whoever_waits_as_told_is_let_in_and_not_a_millisecond_sooner(
    limit: Limit, calls: list[tuple[int, int]], cost: int
) -> None:
    bucket: Bucket | None = None
    now = 0
    for pause, spent in calls:
        now += pause
        bucket = take(bucket, limit, now, spent).bucket
    verdict = take(bucket, limit, now, cost)
    if verdict.retry_after_ms:
        assert take(verdict.bucket, limit, now + verdict.retry_after_ms, cost).allowed
        assert not take(verdict.bucket, limit, now + verdict.retry_after_ms - 1, cost).allowed
