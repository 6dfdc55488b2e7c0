"""A shop of realistic products, and shoppers' answers drawn from what it sells."""

import random
from typing import Any

BRANDS = ["Bosch", "Karcher", "Miele", "Philips", "Rowenta", "Samsung", "Tefal", "Zelmer"]
COLOURS = ["czarny", "biały", "czerwony", "srebrny", "niebieski"]
FEATURES = ["HEPA", "turbo", "bag", "wet", "quiet", "cordless", "app"]
SIMILAR = {
    "czarny": {"srebrny": 0.5, "niebieski": 0.3},
    "biały": {"srebrny": 0.7},
    "czerwony": {"niebieski": 0.2},
}
NUMBERS = {"power": (400, 2400, 50), "noise": (55, 90, 1), "weight": (1.5, 9.9, 0.1)}
KINDS = ("at_most", "at_least", "range", "target", "low", "high")


def product(rng: random.Random, number: int, missing: float = 0.15) -> dict[str, Any]:
    """One vacuum cleaner; each value is missing with the given chance."""
    attrs: dict[str, Any] = {
        "brand": rng.choice(BRANDS),
        "colour": rng.choice(COLOURS),
        "features": rng.sample(FEATURES, rng.randint(0, 4)),
        "hepa": rng.random() < 0.5,
        "model": f"M{rng.randrange(2000)}",
        "area": round(rng.uniform(10, 300), 2),  # far more than 255 distinct values
        "rating": rng.choice([3, 3.5, 4, 4.5, 5]),
    }
    for name, (low, high, step) in NUMBERS.items():
        attrs[name] = round(low + step * rng.randint(0, int((high - low) / step)), 1)
    kept = {a: v for a, v in attrs.items() if rng.random() >= missing}
    if rng.random() < 0.02:
        kept["weight"] = rng.choice([float("nan"), None])
    price = None if rng.random() < 0.02 else rng.choice([199, 299, round(rng.uniform(99, 3000), 2)])
    return {"id": f"p{number * 7919 % 1_000_003:07d}", "price": price, "attrs": kept}


def products(count: int, seed: int = 1, missing: float = 0.15) -> list[dict[str, Any]]:
    """A catalogue, always the same for the same arguments."""
    rng = random.Random(seed)
    return [product(rng, number, missing) for number in range(count)]


def criterion(rng: random.Random) -> dict[str, Any]:
    """One answer with an importance, a must-have now and then."""
    c = rng.choice([_choice, _any_of, _all_of, _yes_no, _number, _number, _number])(rng)
    c["importance"] = rng.choice([0, 10, 25, 50, 75, 100, rng.randint(0, 100), rng.random() * 100])
    if rng.random() < 0.15:
        c["hard"] = True
        if rng.random() < 0.5:
            c["missing"] = "pass"
    return c


def questionnaire(rng: random.Random) -> list[dict[str, Any]]:
    """One shopper's answers: one to ten criteria."""
    criteria = [criterion(rng) for _ in range(rng.randint(1, 10))]
    if rng.random() < 0.05:
        for c in criteria:
            c["importance"] = 0
    return criteria


def _choice(rng: random.Random) -> dict[str, Any]:
    attr, values = rng.choice([("brand", BRANDS), ("colour", COLOURS), ("model", ["M7", "M77"])])
    c = {"attr": attr, "kind": "choice", "want": rng.choice(values)}
    return {**c, "similar": SIMILAR} if attr == "colour" and rng.random() < 0.7 else c


def _any_of(rng: random.Random) -> dict[str, Any]:
    attr, values = rng.choice([("brand", BRANDS), ("colour", COLOURS), ("features", FEATURES)])
    c = {"attr": attr, "kind": "any_of", "want": rng.sample(values, rng.randint(1, 3))}
    return {**c, "similar": SIMILAR} if attr == "colour" else c


def _all_of(rng: random.Random) -> dict[str, Any]:
    return {"attr": "features", "kind": "all_of", "want": rng.sample(FEATURES, rng.randint(1, 3))}


def _yes_no(rng: random.Random) -> dict[str, Any]:
    return {
        "attr": rng.choice(["hepa", "hepa", "area"]),
        "kind": "bool",
        "want": rng.random() < 0.7,
    }


def _number(rng: random.Random) -> dict[str, Any]:
    attr = rng.choice([*NUMBERS, "rating", "area", "price"])
    bounds = {"rating": (3, 5), "area": (10, 300), "price": (99, 3000)}
    low, high = bounds[attr] if attr in bounds else NUMBERS[attr][:2]
    x, y = sorted(round(rng.uniform(low, high), rng.randint(0, 2)) for _ in range(2))
    margin = rng.choice([None, 0, (high - low) / 10, (high - low) / 3])
    kind = rng.choice(KINDS)
    c: dict[str, Any] = {"attr": attr, "kind": kind}
    if kind == "at_most":
        return {**c, "max": x, "margin": margin}
    if kind == "at_least":
        return {**c, "min": x, "margin": margin}
    if kind == "range":
        return {**c, "min": x, "max": y, "margin": margin}
    if kind == "target":
        free = rng.choice([0, (high - low) / 50])
        return {**c, "target": x, "free": free, "margin": free + (high - low) / 5}
    best, worst = (x, y) if kind == "low" else (y, x)
    return {**c, "best": best, "worst": rng.choice([worst, worst, worst, best])}
