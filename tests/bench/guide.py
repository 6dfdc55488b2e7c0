"""Guided selling at size: rankings while a shopper drags and answers, and importing a feed.

Rankings: 10 criteria of all kinds, 15 % of the values missing, one answer or one importance changed
at a time (half and half), exact top 10 with percents, points and reasons; one core.
Peer: the same rankings by plain numpy over float64 columns, ids and percents only.
Import: a CSV of 12 columns parsed, typed and indexed.
"""

import gc
import random
from collections.abc import Iterator
from time import perf_counter
from typing import Any

import numpy as np

from chat_server.core import guide
from chat_server.services.feed import prepare_import, read_feed
from tests.bench.metric import Metric, metric, percentile

CRITERIA = 10
MISSING = 0.15
WORDS = [f"w{i}" for i in range(12)]
FLAGS = list("abcdefg")

Row = dict[str, Any]


def run(quick: bool) -> list[Metric]:
    """Measure; ``quick`` uses few repetitions and leaves out what takes minutes."""
    found = []
    for label, count in (("100k", 100_000), *(() if quick else (("1m", 1_000_000),))):
        times, peers = measure_ranking(count, 100 if quick else 600, 3 if quick else 15)
        for name, share in (("p50", 0.5), ("p95", 0.95)):
            found.append(
                metric(
                    f"guide.{label}_{name}_ms",
                    percentile(times, share),
                    "ms",
                    peer="plain numpy",
                    peer_value=percentile(peers, share),
                )
            )
    found.append(metric("import.68k_s", measure_import(68_000), "s"))
    if not quick:
        found.append(metric("import.1m_s", measure_import(1_000_000), "s"))
    return found


# a catalogue of three scales, two of 256 steps, two choices, two yes/no and one set


def products(rng: random.Random, count: int) -> Iterator[Row]:
    for i in range(count):
        attrs = {
            **{f"scale{j}": round(rng.uniform(1, 21), 1) for j in range(3)},
            **{f"step{j}": rng.randint(0, 255) for j in range(2)},
            **{f"word{j}": rng.choice(WORDS) for j in range(2)},
            **{f"flag{j}": rng.random() < 0.4 for j in range(2)},
            "set": tuple(f for f in FLAGS if rng.random() < 0.3),
        }
        kept = {attr: v for attr, v in attrs.items() if rng.random() >= MISSING}
        yield {"id": i, "price": round(rng.uniform(50, 2050), 2), "attrs": kept}


def answer(rng: random.Random, place: int) -> Row:
    """A new answer to the question at this place."""
    if place < 3:
        x = rng.uniform(1, 21)
        shapes: list[Row] = [
            {"kind": "at_most", "max": x, "margin": 5},
            {"kind": "target", "target": x, "margin": 6},
            {"kind": "low", "best": 2, "worst": x + 3},
        ]
        return {"attr": f"scale{place}", **rng.choice(shapes)}
    if place < 5:
        best, worst = rng.randint(100, 200), rng.randint(0, 90)
        kind = rng.choice(["high", "low"])
        return {"attr": f"step{place - 3}", "kind": kind, "best": best, "worst": worst}
    if place < 7:
        similar = {"w1": {"w2": 0.5}}
        want = rng.sample(WORDS, 2)
        return {"attr": f"word{place - 5}", "kind": "any_of", "want": want, "similar": similar}
    if place < 9:
        return {"attr": f"flag{place - 7}", "kind": "bool", "want": rng.random() < 0.7}
    return {"attr": "set", "kind": "all_of", "want": rng.sample(FLAGS, 2)}


def measure_ranking(count: int, changes: int, peers: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each ranking, ours and plain numpy's."""
    rng = random.Random(5)
    catalogue = guide.index(products(rng, count))
    gc.collect()
    criteria = [{**answer(rng, i), "importance": rng.randint(5, 100)} for i in range(CRITERIA)]
    shopper = catalogue.run()
    shopper.rank(criteria)
    times, plain = [], PlainNumpy(catalogue, [c["attr"] for c in criteria])
    peer_times = []
    for change in range(changes):
        place = rng.randrange(CRITERIA)
        if change % 2:
            criteria[place] = {**criteria[place], "importance": rng.randint(0, 100)}
        else:
            importance = criteria[place]["importance"]
            criteria[place] = {**answer(rng, place), "importance": importance}
        start = perf_counter()
        results = shopper.rank(criteria)
        times.append((perf_counter() - start) * 1e3)
        if change < peers:
            start = perf_counter()
            expected = plain.rank(criteria)
            peer_times.append((perf_counter() - start) * 1e3)
            if [(r.id, r.percent) for r in results] != expected:
                raise AssertionError("the two rankings differ")
    return times, peer_times


class PlainNumpy:
    """What one would write first: each value a code, one float64 table a criterion, a full sort."""

    def __init__(self, catalogue: guide.Catalogue, attrs: list[str]) -> None:
        self._ids = catalogue.ids
        self._columns = {attr: catalogue.column(attr) for attr in attrs}
        self._order = np.argsort(catalogue.order.keys)

    def rank(self, criteria: list[Row]) -> list[tuple[Any, int]]:
        total = sum(c["importance"] for c in criteria)
        match = np.zeros(len(self._ids))
        for c in criteria:
            column = self._columns[c["attr"]]
            table = column.fit(c).upper
            match += c["importance"] / total * table[column.view()]
        rounded = np.round(match, 9)
        first = np.lexsort((self._order, -rounded))[:10]
        return [(self._ids[i], guide.percent(float(rounded[i]))) for i in first.tolist()]


def measure_import(count: int) -> float:
    """Seconds from the first byte to the catalogue that ranks, storing left out."""
    feed = list(feed_chunks(random.Random(3), count))
    gc.collect()
    start = perf_counter()
    with prepare_import(read_feed(feed, currency="PLN", now=0), {}) as importing:
        catalogue = importing.build(lambda typed: None)
    seconds = perf_counter() - start
    if len(catalogue) != count or importing.error_count:
        raise AssertionError("the feed was not read completely")
    return seconds


def feed_chunks(rng: random.Random, count: int) -> Iterator[bytes]:
    yield (
        "id,title,link,brand,price,availability,Waga,Moc,Kolor,HEPA,Funkcje,Poziom hałasu\n"
    ).encode()
    for start in range(0, count, 500):
        yield "".join(feed_line(rng, i) for i in range(start, min(count, start + 500))).encode()


def feed_line(rng: random.Random, i: int) -> str:
    functions = "|".join(rng.sample(["turbo", "mokro", "cichy", "app"], rng.randint(0, 3)))
    return (
        f"p{i},Odkurzacz {i},https://shop.example/p/{i},{rng.choice(['Bosch', 'Miele', 'Zelmer'])},"
        f"{rng.uniform(99, 3000):.2f} PLN,in stock,{rng.uniform(1, 9):.1f} kg,"
        f"{rng.randrange(400, 2400, 50)} W,{rng.choice(['czarny', 'biały', 'czerwony'])},"
        f"{rng.choice(['tak', 'nie', ''])},{functions},{rng.randint(55, 90)} dB\n"
    )
