"""Token buckets in whole numbers: a pure rule, and a bounded store of one bucket a key."""

from collections import OrderedDict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """``tokens`` an interval of ``per_ms``, and at most ``burst`` at once (``tokens`` if None)."""

    tokens: int
    per_ms: int
    burst: int | None = None

    def __post_init__(self) -> None:
        if self.tokens < 1 or self.per_ms < 1 or (self.burst is not None and self.burst < 1):
            raise ValueError(f"a limit needs positive numbers, not {self}")

    @property
    def full_level(self) -> int:
        """The level of an untouched bucket, in 1/per_ms of a token."""
        return (self.tokens if self.burst is None else self.burst) * self.per_ms


@dataclass(frozen=True, slots=True)
class Bucket:
    """``level`` at ``updated_at`` in 1/per_ms of a token: a millisecond adds ``tokens`` to it.

    In this unit every step is exact, so a million calls drift by nothing.
    """

    level: int
    updated_at: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the call may go on, the bucket to keep, and if not, when trying makes sense.

    ``retry_after_ms`` is 0 when allowed, None when the cost is over what the bucket ever holds.
    """

    allowed: bool
    retry_after_ms: int | None
    bucket: Bucket


def take(bucket: Bucket | None, limit: Limit, now: int, cost: int = 1) -> Verdict:
    """Take ``cost`` tokens if they are there; a refusal takes none.

    None as ``bucket`` is an untouched one. A clock that goes back adds nothing and takes nothing.
    """
    level = limit.full_level if bucket is None else bucket.level
    updated_at = now if bucket is None else max(now, bucket.updated_at)
    if bucket is not None:
        gained = (updated_at - bucket.updated_at) * limit.tokens
        level = min(limit.full_level, level + gained)
    price = cost * limit.per_ms
    if price <= level:
        return Verdict(True, 0, Bucket(level - price, updated_at))
    unpayable = price > limit.full_level
    retry_after_ms = None if unpayable else -(-(price - level) // limit.tokens)
    return Verdict(False, retry_after_ms, Bucket(level, updated_at))


class RateLimiter:
    """Buckets of one limit by key, in bounded memory.

    Past ``max_keys`` the key unused for longest is forgotten and starts full again: a flood of
    invented keys costs memory nobody and locks nobody out. Keys that a client can invent (ids)
    therefore need a second limiter by address behind them.
    """

    def __init__(self, limit: Limit, max_keys: int = 50_000) -> None:
        self.limit = limit
        self.max_keys = max_keys
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, key: str, now: int, cost: int = 1) -> Verdict:
        """As ``take`` for the bucket of ``key``, which is remembered."""
        verdict = take(self._buckets.get(key), self.limit, now, cost)
        self._buckets[key] = verdict.bucket
        self._buckets.move_to_end(key)
        if len(self._buckets) > self.max_keys:
            self._buckets.popitem(last=False)
        return verdict

    def forget(self, key: str) -> None:
        """Give ``key`` a full bucket again, such as after a successful sign-in."""
        self._buckets.pop(key, None)
