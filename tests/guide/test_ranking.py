"""What a shopper sees is what the reference scorer says, product by product and point by point."""

import math
import random

import pytest

from chat_server.core import guide
from tests.guide import oracle, shop


def shown(results):
    """Results in the words of the reference."""
    return [
        {
            "id": r.id,
            "percent": r.percent,
            "percent_max": r.percent_max,
            "points": list(r.points),
            "satisfaction": list(r.satisfaction),
            "weights": list(r.weights),
            "reasons": list(r.reasons),
            "failed": list(r.failed),
        }
        for r in results
    ]


@pytest.mark.parametrize("part", range(10))
def test_a_thousand_shoppers_see_exactly_what_the_reference_says(part):
    products = shop.products(450, seed=part)
    catalogue = guide.index(products)
    rng = random.Random(100 + part)
    for _ in range(100):
        criteria = shop.questionnaire(rng)
        k = rng.choice([1, 3, 10, 10, 40])
        assert shown(catalogue.rank(criteria, k)) == oracle.rank(products, criteria, k)


def test_a_large_shop_is_ranked_as_exactly_as_a_small_one():
    products = shop.products(7000)
    catalogue = guide.index(products)
    rng = random.Random(7)
    for _ in range(12):
        criteria = shop.questionnaire(rng)
        assert shown(catalogue.rank(criteria)) == oracle.rank(products, criteria)


def test_dragging_and_changing_answers_in_one_run_never_drifts():
    products = shop.products(600)
    run = guide.index(products).run()
    rng = random.Random(3)
    criteria = shop.questionnaire(rng)
    for step in range(200):
        place = rng.randrange(len(criteria))
        if step % 3:
            criteria[place] = {**criteria[place], "importance": rng.randint(0, 100)}
        elif step % 2:
            criteria[place] = shop.criterion(rng)
        else:
            criteria = [*criteria[:8], shop.criterion(rng)][rng.randint(0, 1) :]
        assert shown(run.rank(criteria)) == oracle.rank(products, criteria)


@pytest.mark.parametrize("want", [True, False])
def test_thousands_of_equal_products_go_by_price_then_id(want):
    rng = random.Random(11)
    products = [
        {
            "id": f"p{i * 7919 % 9973}",
            "price": rng.choice([None, 100, 200, 200.5]),
            "attrs": {
                "a": rng.random() < 0.8,
                "b": rng.random() < 0.7,
                "noise": rng.choice([60, 61]),
            },
        }
        for i in range(9000)
    ]
    catalogue = guide.index(products)
    flags = [{"attr": a, "kind": "bool", "want": want, "importance": 50} for a in "ab"]
    impossible = {"attr": "c", "kind": "bool", "want": True, "importance": 50}
    hair = {"attr": "noise", "kind": "at_most", "max": 60, "margin": 1e12, "importance": 20}
    for criteria in ([flags[0]], flags, [*flags, impossible], [impossible], [*flags, hair], [hair]):
        k = rng.choice([1, 10, 50])
        assert shown(catalogue.rank(criteria, k)) == oracle.rank(products, criteria, k)


def test_prices_that_almost_satisfy_tie_once_the_match_is_rounded():
    products = [
        {"id": i, "price": 1000 + (i * 37 % 700) * 1e-9, "attrs": {"x": i % 3}} for i in range(700)
    ]
    cheap = {"attr": "price", "kind": "at_most", "max": 1000, "margin": 500, "importance": 80}
    small = {"attr": "x", "kind": "low", "best": 0, "worst": 2, "importance": 20}
    catalogue = guide.index(products)
    for criteria in ([cheap], [cheap, small]):
        assert shown(catalogue.rank(criteria, 20)) == oracle.rank(products, criteria, 20)


def test_wishes_too_small_to_show_leave_it_to_the_price():
    products = [
        {"id": i, "price": 1000 - i, "attrs": {"x": i % 3, "y": 1 if i % 50 else None}}
        for i in range(300)
    ]
    tiny = {"attr": "x", "kind": "low", "best": 0, "worst": 2, "importance": 1e-9}
    unmet = {"attr": "y", "kind": "bool", "want": False, "importance": 100}
    low = {"attr": "price", "kind": "low", "best": 1, "worst": 1300, "importance": 1e-9}
    catalogue = guide.index(products)
    for criteria in ([tiny, unmet], [low, unmet], [tiny, low, unmet], [tiny]):
        for k in (1, 10):
            assert shown(catalogue.rank(criteria, k)) == oracle.rank(products, criteria, k)


def test_a_wish_may_grow_from_next_to_nothing_to_everything():
    products = shop.products(200)
    run = guide.index(products).run()
    quiet = {"attr": "noise", "kind": "low", "best": 55, "worst": 90}
    hepa = {"attr": "hepa", "kind": "bool", "want": True}
    for loud, clean in ((1e-9, 1e-9), (100, 1e-9), (1e-9, 100), (1e-9, 1e-9), (0, 100), (0, 0)):
        criteria = [{**quiet, "importance": loud}, {**hepa, "importance": clean}]
        assert shown(run.rank(criteria)) == oracle.rank(products, criteria)


def test_a_list_longer_than_the_catalogue_is_the_catalogue():
    products = shop.products(30)
    criteria = [{"attr": "noise", "kind": "low", "best": 50, "worst": 90, "importance": 1}]
    results = guide.index(products).rank(criteria, 1000)
    assert shown(results) == oracle.rank(products, criteria, 1000)
    assert len(results) == 30


def test_without_criteria_everything_matches_and_nothing_has_points():
    products = shop.products(40)
    assert shown(guide.index(products).rank([])) == oracle.rank(products, [])


def test_with_must_haves_only_everything_listed_matches_and_nothing_has_points():
    products = shop.products(400)
    must = [{"attr": "hepa", "kind": "bool", "want": True, "hard": True}]
    results = guide.index(products).rank(must)
    assert shown(results) == oracle.rank(products, must)
    assert {(r.percent, r.points, r.reasons) for r in results} == {(100, (0,), ("required",))}


def test_an_empty_catalogue_has_an_empty_list():
    criteria = [{"attr": "noise", "kind": "at_most", "max": 3, "importance": 50}]
    assert guide.index([]).rank(criteria) == []


def test_more_criteria_than_a_byte_can_weigh_are_ranked_too():
    products = shop.products(150)
    rng = random.Random(5)
    criteria = [{**shop.criterion(rng), "hard": False} for _ in range(80)]
    assert shown(guide.index(products).rank(criteria)) == oracle.rank(products, criteria)


def test_two_questions_about_one_attribute_both_count():
    products = shop.products(800)
    criteria = [
        {"attr": "noise", "kind": "at_most", "max": 70, "margin": 5, "importance": 60},
        {"attr": "noise", "kind": "low", "best": 55, "worst": 90, "importance": 30},
    ]
    catalogue = guide.index(products)
    for importance in (60, 10, 99):
        criteria[0] = {**criteria[0], "importance": importance}
        assert shown(catalogue.rank(criteria)) == oracle.rank(products, criteria)


def test_values_of_every_sort_in_one_attribute_are_told_apart():
    values = [1, 1.0, True, 0, "1", "", [], ["x"], ("x", "y"), {"y", "x"}, "x", None, math.nan]
    products = [{"id": i, "price": 1, "attrs": {"v": v}} for i, v in enumerate(values)]
    catalogue = guide.index(products)
    for criterion in (
        {"attr": "v", "kind": "bool", "want": True},
        {"attr": "v", "kind": "bool", "want": False},
        {"attr": "v", "kind": "choice", "want": 1},
        {"attr": "v", "kind": "choice", "want": "x", "similar": {"x": {"y": 0.25, "1": 0.5}}},
        {"attr": "v", "kind": "any_of", "want": ["y", 0]},
        {"attr": "v", "kind": "all_of", "want": ["x", "y", "x"]},
    ):
        criteria = [{**criterion, "importance": 70}]
        assert shown(catalogue.rank(criteria, 20)) == oracle.rank(products, criteria, 20)


@pytest.mark.parametrize(
    "shape",
    [
        {"kind": "target", "margin": 5},
        {"kind": "range", "margin": 5},
        {"kind": "choice"},
        {"kind": "target", "margin": 5, "hard": True},
        {"kind": "all_of", "hard": True},
    ],
    ids=str,
)
def test_the_one_that_fits_is_found_among_thousands_of_numbers(shape):
    products = [{"id": i, "price": 1, "attrs": {"x": i * 10.5}} for i in range(6000)]
    catalogue = guide.index(products)
    for i in range(0, 6000, 37):
        x = i * 10.5
        want = [x] if shape["kind"] == "all_of" else x
        answer = {"target": x, "min": x, "max": x, "want": want, "importance": 50}
        assert [r.id for r in catalogue.rank([{"attr": "x", **shape, **answer}], 1)] == [i]


@pytest.mark.parametrize("distinct", [255, 256, 257, 300, 5000])
def test_the_number_of_distinct_values_changes_nothing(distinct):
    rng = random.Random(distinct)
    products = []
    for i in range(6000):
        n = i if i < distinct else rng.randrange(min(distinct, 40))
        attrs = (
            {} if rng.random() < 0.1 else {"n": n, "word": f"w{n}", "both": rng.choice([n, f"{n}"])}
        )
        products.append({"id": i, "price": n, "attrs": attrs})
    catalogue = guide.index(products)
    for criteria in (
        [{"attr": "n", "kind": "target", "target": 41.5, "margin": 9, "importance": 5}],
        [{"attr": "word", "kind": "any_of", "want": ["w254", "w299", "w3"], "importance": 5}],
        [
            {
                "attr": "n",
                "kind": "choice",
                "want": 256,
                "similar": {256: {254: 0.5}},
                "importance": 5,
            }
        ],
        [{"attr": "both", "kind": "high", "best": 290, "worst": 3, "importance": 5}],
        [{"attr": "n", "kind": "range", "min": 250, "max": 255, "hard": True, "missing": "pass"}],
        [{"attr": "n", "kind": "bool", "want": False, "hard": True}],
        [{"attr": "n", "kind": "all_of", "want": [254, 255], "importance": 9}],
    ):
        assert shown(catalogue.rank(criteria, 30)) == oracle.rank(products, criteria, 30)
