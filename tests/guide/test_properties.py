"""What holds for every catalogue and every answer."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from chat_server.core import guide
from tests.guide import oracle, shop
from tests.guide.test_ranking import shown

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=60, deadline=None)
numbers = st.one_of(st.integers(-5, 5), st.floats(-10, 10), st.just(float("nan")), st.none())
curves = st.builds(
    lambda kind, a, b, margin, free: {
        "attr": "x",
        "kind": kind,
        "min": min(a, b),
        "max": max(a, b),
        "target": a,
        "best": a,
        "worst": b,
        "margin": margin + free,
        "free": free,
        "importance": 60,
    },
    st.sampled_from(shop.KINDS),
    st.integers(-5, 5),
    st.floats(-10, 10),
    st.floats(0.001, 20),
    st.floats(0, 3),
)


def asked(seed, soft=False):
    criteria = shop.questionnaire(random.Random(seed))
    return [{**c, "hard": False} for c in criteria] if soft else criteria


@few
@given(st.lists(numbers, min_size=1, max_size=30), curves, st.booleans())
def test_any_numbers_and_any_curve_are_scored_as_the_reference_does(values, criterion, hard):
    products = [
        {"id": i, "price": None if v != v else v, "attrs": {"x": v}} for i, v in enumerate(values)
    ]
    catalogue = guide.index(products)
    for attr in ("x", "price"):
        criteria = [{**criterion, "attr": attr, "hard": hard}]
        assert shown(catalogue.rank(criteria, 40)) == oracle.rank(products, criteria, 40)


@few
@given(seeds, st.sampled_from([0.5, 0.25, 0.125]))
def test_only_the_ratio_of_importances_counts(seed, factor):
    catalogue = guide.index(shop.products(120, seed=seed % 5))
    criteria = asked(seed)
    scaled = [{**c, "importance": c["importance"] * factor} for c in criteria]
    assert shown(catalogue.rank(scaled)) == shown(catalogue.rank(criteria))


@few
@given(seeds)
def test_percents_are_percents_and_points_add_up_to_them(seed):
    results = guide.index(shop.products(120, seed=seed % 5)).rank(asked(seed), 120)
    for r in results:
        assert 0 <= r.percent <= r.percent_max <= 100
        assert all(p >= 0 for p in r.points)
        if any(w is not None for w in r.weights):
            assert sum(r.points) == r.percent
        if r.percent == 100:
            graded = zip(r.weights, r.satisfaction, strict=True)
            assert all(not w or u == 1 or w < 1e-8 for w, u in graded)


@few
@given(seeds, st.floats(0, 1))
def test_a_better_value_never_lowers_a_match(seed, gain):
    rng = random.Random(seed)
    product = shop.product(rng, 1, missing=0)
    better = {**product, "id": "better", "attrs": {**product["attrs"]}}
    better["attrs"]["noise"] -= gain * 20
    quieter = {"attr": "noise", "kind": "low", "best": 50, "worst": 95, "importance": 40}
    criteria = [c for c in asked(seed, soft=True) if c["attr"] != "noise"] + [quieter]
    match = {r.id: r.match for r in guide.index([product, better]).rank(criteria)}
    assert match["better"] >= match[product["id"]]


@few
@given(seeds)
def test_a_new_product_never_changes_anothers_percent(seed):
    catalogue = guide.index(shop.products(120, seed=seed % 5))
    criteria = asked(seed)
    before = {r.id: r for r in catalogue.rank(criteria, 500)}
    catalogue.add(shop.product(random.Random(seed), 5000))
    after = {r.id: r for r in catalogue.rank(criteria, 500)}
    assert {id_: after[id_] for id_ in before} == before


@few
@given(seeds)
def test_an_unknown_value_can_only_make_the_best_case_better(seed):
    criteria = asked(seed, soft=True)
    for r in guide.index(shop.products(60, seed=seed % 5)).rank(criteria, 60):
        assert (r.match_max > r.match) == any(
            w and u is None for w, u in zip(r.weights, r.satisfaction, strict=True)
        )


def test_no_wish_at_all_weighs_all_criteria_alike():
    criteria = [{"attr": a, "kind": "bool", "want": True, "importance": 0} for a in ("a", "b", "c")]
    (r,) = guide.index([{"id": 1, "price": 1, "attrs": {"a": True, "b": True}}]).rank(criteria)
    assert (r.percent, r.points, r.percent_max) == (67, (34, 33, 0), 100)
