"""The guide editor proposes questions and warns of those that will not work."""

import random

from chat_server.core import guide
from chat_server.core.catalogue.finding import Finding, findings
from chat_server.core.catalogue.proposal import proposals

RNG = random.Random(4)


def product(i):
    noise = RNG.randint(55, 90)
    attrs = {
        "noise": noise,
        "loudness": noise + 0.5,
        "colour": RNG.choice(["black", "white", "red"]),
        "hepa": RNG.random() < 0.5,
        "features": RNG.sample(["turbo", "wet", "app"], RNG.randint(1, 2)),
        "sku": f"S{i}",
        "same": "x",
    }
    if i % 10 >= 4:
        attrs["rare"] = RNG.choice(["a", "b"])
    if i % 10 == 0:
        attrs["very rare"] = RNG.choice(["a", "b"])
    return {"id": i, "price": 100 + i, "attrs": attrs}


CATALOGUE = guide.index([product(i) for i in range(300)])


def test_questions_are_proposed_from_what_the_shop_sells():
    found = {p.criterion["attr"]: p.criterion for p in proposals(CATALOGUE)}
    assert next(iter(found)) == "price"
    assert set(found) == {"price", "noise", "loudness", "colour", "hepa", "features", "rare"}
    assert {attr: c["kind"] for attr, c in found.items()} == {
        "price": "low",
        "noise": "low",
        "loudness": "high",
        "colour": "any_of",
        "hepa": "bool",
        "features": "all_of",
        "rare": "any_of",
    }
    CATALOGUE.prepare(found.values())
    assert (found["price"]["best"], found["price"]["worst"]) == (114.95, 384.05)


def test_what_more_products_tell_is_proposed_earlier():
    order = [p.spread.attr for p in proposals(CATALOGUE)]
    assert order.index("colour") < order.index("rare")


def test_each_trouble_of_a_guide_is_told():
    criteria = [
        {"attr": "noise", "kind": "at_most", "max": 60, "importance": 50},
        {"attr": "loudness", "kind": "low", "best": 50, "worst": 90, "importance": 50},
        {"attr": "rare", "kind": "choice", "want": "a", "importance": 50},
        {"attr": "gone", "kind": "bool", "want": True, "importance": 50},
        {"attr": "colour", "kind": "choice", "want": "red", "importance": 500},
        {"attr": "colour", "kind": "choice", "want": "red", "importance": 50},
    ]
    answers = {0: [{**criteria[0], "max": 60}, {**criteria[0], "max": 20}]}
    found = findings(CATALOGUE, criteria, answers)
    assert [(w.problem, w.attr, w.position) for w in found] == [
        ("leaves_nothing", "noise", 0),
        ("same_as", "loudness", 1),
        ("often_missing", "rare", 2),
        ("unknown_attribute", "gone", 3),
        ("meaningless", "colour", 4),
        ("same_as", "colour", 5),
    ]
    assert found[0].answer == 20
    assert found[1].other == "noise"
    assert found[2].share == 0.4
    assert found[4].field == "importance"


def test_a_sound_guide_has_nothing_to_warn_of():
    criteria = [
        {"attr": "noise", "kind": "at_most", "max": 70, "importance": 50},
        {"attr": "colour", "kind": "choice", "want": "red", "importance": 50},
        {"attr": "hepa", "kind": "bool", "want": True, "importance": 50},
    ]
    assert findings(CATALOGUE, criteria, {1: [criteria[1]]}) == []
    assert isinstance(findings(CATALOGUE, [{"attr": "gone"}], {})[0], Finding)
