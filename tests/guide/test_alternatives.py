"""When too little fits, the list goes on and says what each product lacks."""

import random

from chat_server.core import guide
from tests.guide import oracle, shop
from tests.guide.test_ranking import shown


def test_the_list_goes_on_with_what_fails_fewest_must_haves():
    products = shop.products(500)
    catalogue = guide.index(products)
    rng = random.Random(17)
    shorter = 0
    for _ in range(80):
        criteria = [{**shop.criterion(rng), "hard": rng.random() < 0.5} for _ in range(7)]
        expected = oracle.rank(products, criteria, 12, alternatives=True)
        assert shown(catalogue.rank(criteria, 12, alternatives=True)) == expected
        shorter += any(result["failed"] for result in expected)
        lacking = [result for result in expected if result["failed"]]
        assert shown(catalogue.alternatives(criteria, 12)) == lacking
    assert shorter > 20


def test_an_alternative_names_what_it_fails():
    catalogue = guide.index(
        [
            {"id": "loud", "price": 90, "attrs": {"noise": 80, "hepa": True}},
            {"id": "unknown", "price": 80, "attrs": {"hepa": False}},
        ]
    )
    must = [
        {"attr": "noise", "kind": "at_most", "max": 60, "hard": True},
        {"attr": "hepa", "kind": "bool", "want": True, "hard": True},
    ]
    told = [(r.id, r.failed, r.reasons) for r in catalogue.rank(must, 5, alternatives=True)]
    assert told == [
        ("loud", ("noise",), ("not met", "required")),
        ("unknown", ("noise", "hepa"), ("unknown", "not met")),
    ]
    assert catalogue.rank(must, 5) == []


def test_alternatives_come_from_the_guides_own_category():
    catalogue = guide.index(
        [
            {"id": "mop", "price": 1, "attrs": {"category": "mops", "hepa": False}},
            {"id": "vacuum", "price": 2, "attrs": {"category": "vacuums", "hepa": False}},
        ]
    )
    category = [{"attr": "category", "kind": "choice", "want": "vacuums"}]
    must = [{"attr": "hepa", "kind": "bool", "want": True, "hard": True}]
    results = catalogue.rank(must, 5, within=category, alternatives=True)
    assert [(r.id, r.reasons) for r in results] == [("vacuum", ("not met",))]
