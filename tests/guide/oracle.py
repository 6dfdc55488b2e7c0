"""Reference scorer of guided selling: one product at a time, nothing clever."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Criterion = Mapping[str, Any]
Part = tuple[str, float | None, float | None, str]  # attr, weight, satisfaction, reason


def clamp(x: float) -> float:
    return 0.0 if x < 0 else 1.0 if x > 1 else x


def check(c: Criterion) -> None:
    for f in ("importance", "min", "max", "margin", "target", "free", "best", "worst"):
        v = c.get(f)
        if v is not None and not (isinstance(v, int | float) and math.isfinite(v)):
            raise ValueError(f)
    if not c.get("hard") and not 0 <= c["importance"] <= 100:
        raise ValueError("importance")
    if c["kind"] in ("any_of", "all_of") and not c["want"]:
        raise ValueError("want")
    if c["kind"] == "range" and c["min"] > c["max"]:
        raise ValueError("min")
    if c["kind"] == "target" and not c["margin"] > c.get("free", 0.0) >= 0:
        raise ValueError("margin")


def satisfaction(c: Criterion, v: Any) -> float | None:
    """0 to 1, None when the value is unknown."""
    if v is None or (isinstance(v, float) and math.isnan(v)):
        return None
    kind = c["kind"]
    if kind == "bool":
        return 1.0 if bool(v) == c["want"] else 0.0
    have = list(v) if isinstance(v, list | tuple | set) else [v]
    if kind in ("choice", "any_of"):
        wants = [c["want"]] if kind == "choice" else c["want"]
        similar = c.get("similar", {})
        return max(
            (1.0 if h == w else float(similar.get(w, {}).get(h, 0.0)) for w in wants for h in have),
            default=0.0,
        )
    if kind == "all_of":
        return sum(w in have for w in c["want"]) / len(c["want"])
    return _number(c, kind, float(v))


def _number(c: Criterion, kind: str, x: float) -> float:
    m = c.get("margin")
    if kind == "at_most":
        return 1.0 if x <= c["max"] else clamp(1 - (x - c["max"]) / m) if m else 0.0
    if kind == "at_least":
        return 1.0 if x >= c["min"] else clamp(1 - (c["min"] - x) / m) if m else 0.0
    if kind == "range":
        low, high = c["min"], c["max"]
        if low <= x <= high:
            return 1.0
        return clamp(1 - ((low - x) if x < low else (x - high)) / m) if m else 0.0
    if kind == "target":
        d, f = abs(x - c["target"]), c.get("free", 0.0)
        return 1.0 if d <= f else clamp(1 - (d - f) / (c["margin"] - f))
    best, worst = c["best"], c["worst"]
    if best == worst:
        return 1.0 if (x <= best if kind == "low" else x >= best) else 0.0
    if kind == "low":
        return clamp((worst - x) / (worst - best))
    return clamp((x - worst) / (best - worst))


def unmet(criteria: Sequence[Criterion], get: Callable[[str], Any]) -> list[int]:
    """Positions of the must-haves that a product fails."""
    failed = []
    for i, c in enumerate(criteria):
        if c.get("hard"):
            u = satisfaction(c, get(c["attr"]))
            if not (u == 1.0 if u is not None else c.get("missing", "fail") == "pass"):
                failed.append(i)
    return failed


def score(
    criteria: Sequence[Criterion], get: Callable[[str], Any]
) -> tuple[float, float, list[Part]]:
    """match, match_max and the parts, whether or not the must-haves are met."""
    soft = [c for c in criteria if not c.get("hard")]
    total = sum(c["importance"] for c in soft)
    parts: list[Part] = []
    match, match_max = 0.0, 0.0
    for c in criteria:
        u = satisfaction(c, get(c["attr"]))
        if c.get("hard"):
            parts.append((c["attr"], None, u, "required"))
            continue
        w = c["importance"] / total if total else 1 / len(soft)
        match += w * (u or 0.0)
        match_max += w * (1.0 if u is None else u)
        reason = "unknown" if u is None else "met" if u == 1 else "partly" if u > 0 else "not met"
        parts.append((c["attr"], w, u, reason))
    return (match, match_max, parts) if soft else (1.0, 1.0, parts)


def percent(m: float) -> int:
    return 100 if m >= 1 - 1e-9 else min(99, math.floor(100 * m + 0.5))


def points(parts: Sequence[Part], shown: int) -> list[int]:
    """Largest-remainder split that adds up to the shown percent."""
    if not any(w is not None for _, w, _, _ in parts):
        return [0] * len(parts)
    raw = [100 * (w or 0) * (u or 0) for _, w, u, _ in parts]
    base = [math.floor(r) for r in raw]
    left = shown - sum(base)
    for i in sorted(range(len(raw)), key=lambda i: -(raw[i] - base[i]))[: max(0, left)]:
        base[i] += 1
    return base


def getter(product: Mapping[str, Any]) -> Callable[[str], Any]:
    return lambda attr: product["price"] if attr == "price" else product["attrs"].get(attr)


def rank(
    products: Sequence[Mapping[str, Any]],
    criteria: Sequence[Criterion],
    k: int = 10,
    *,
    alternatives: bool = False,
) -> list[dict[str, Any]]:
    """The best k that meet every must-have; with ``alternatives`` also those that fail some."""
    for c in criteria:
        check(c)
    rows = []
    for p in products:
        failed = unmet(criteria, getter(p))
        if failed and not alternatives:
            continue
        match, match_max, parts = score(criteria, getter(p))
        price = math.inf if p["price"] is None else p["price"]
        rows.append(((len(failed), -round(match, 9), price, p["id"]), match_max, parts, failed))
    rows.sort(key=lambda row: row[0])
    return [
        {
            "id": key[3],
            "percent": percent(-key[1]),
            "percent_max": percent(round(match_max, 9)),
            "points": points(parts, percent(-key[1])),
            "satisfaction": [u for _, _, u, _ in parts],
            "weights": [w for _, w, _, _ in parts],
            "reasons": [
                reason if i not in failed else "unknown" if u is None else "not met"
                for i, (_, _, u, reason) in enumerate(parts)
            ],
            "failed": [criteria[i]["attr"] for i in failed],
        }
        for key, match_max, parts, failed in rows[:k]
    ]
