"""The shop changes while shoppers look: every list is what a catalogue built anew would show."""

import copy
import random
from typing import Any, cast

import pytest

from chat_server.core import guide
from tests.guide import oracle, shop
from tests.guide.test_ranking import shown


def test_after_any_change_the_list_is_that_of_a_catalogue_built_anew():
    rng = random.Random(23)
    products = shop.products(300)
    catalogue = guide.index(copy.deepcopy(products))
    run = catalogue.run()
    criteria = shop.questionnaire(rng)
    for step in range(400):
        change = rng.choice(["price", "price", "attrs", "attrs", "add", "remove"])
        p = rng.choice(products)
        if change == "price":
            p["price"] = rng.choice([None, 199, round(rng.uniform(90, 3100), 2)])
            catalogue.set_price(p["id"], p["price"])
        elif change == "attrs":
            attrs = {
                "noise": rng.choice([None, 20, 71.5]),
                "model": f"new{step}",
                "area": step * 1.5,
            }
            p["attrs"].update(attrs)
            catalogue.set_attributes(p["id"], attrs)
        elif change == "add":
            products.append(shop.product(rng, 10_000 + step))
            catalogue.add(copy.deepcopy(products[-1]))
        else:
            products.remove(p)
            catalogue.remove(p["id"])
        if step % 4 == 0:
            criteria = shop.questionnaire(rng)
        assert shown(run.rank(criteria)) == oracle.rank(products, criteria)
    assert len(catalogue) == len(products)


def test_more_changes_than_are_remembered_are_still_seen(monkeypatch):
    monkeypatch.setattr("chat_server.core.guide.catalogue._KEPT_CHANGES", 5)
    products = shop.products(50)
    catalogue = guide.index(copy.deepcopy(products))
    run = catalogue.run()
    criteria = [{"attr": "noise", "kind": "low", "best": 50, "worst": 90, "importance": 9}]
    for count in (3, 4, 5, 6, 11):
        for p in products[:count]:
            p["attrs"]["noise"] = 40 + count
            catalogue.set_attributes(p["id"], {"noise": 40 + count})
        assert shown(run.rank(criteria)) == oracle.rank(products, criteria)


def test_a_column_outgrows_its_byte_without_a_rebuild():
    products: list[dict[str, Any]] = [
        {"id": i, "price": 5, "attrs": {"x": i % 250}} for i in range(6000)
    ]
    catalogue = guide.index(copy.deepcopy(products))
    for p in products[:5500]:
        p["attrs"]["x"] = 1000 + p["id"]
        catalogue.set_attributes(p["id"], p["attrs"])
    for criteria in (
        [{"attr": "x", "kind": "target", "target": 3000, "margin": 5, "importance": 1}],
        [{"attr": "x", "kind": "at_least", "min": 6490, "hard": True}],
    ):
        assert shown(catalogue.rank(criteria)) == oracle.rank(products, criteria)
    assert [catalogue.value(i, "x") for i in (0, 5499, 5500)] == [1000, 6499, 0]


def test_a_product_that_comes_to_meet_a_must_have_is_listed_and_one_that_fails_it_is_not():
    products: list[dict[str, Any]] = [
        {"id": i, "price": i, "attrs": {"hepa": i % 2 == 0, "x": i}} for i in range(400)
    ]
    catalogue = guide.index(copy.deepcopy(products))
    run = catalogue.run()
    must = [
        {"attr": "hepa", "kind": "bool", "want": True, "hard": True},
        {"attr": "x", "kind": "at_least", "min": 7.5, "hard": True},
    ]
    run.rank(must)
    for i, attrs in ((8, {"hepa": False}), (9, {"hepa": True}), (10, {"x": 7}), (3, {"x": 8})):
        products[i]["attrs"].update(attrs)
        catalogue.set_attributes(i, attrs)
        assert shown(run.rank(must)) == oracle.rank(products, must)


def test_among_thousands_of_equals_the_one_that_became_cheap_is_first():
    products: list[dict[str, Any]] = [
        {"id": i, "price": 100 + i % 7, "attrs": {"hepa": True}} for i in range(6000)
    ]
    catalogue = guide.index(copy.deepcopy(products))
    criteria = [{"attr": "hepa", "kind": "bool", "want": True, "importance": 5}]
    for i, price in ((5999, 100), (3000, 99), (3001, 102.5), (0, 500), (3002, 99), (3000, None)):
        products[i]["price"] = price
        catalogue.set_price(i, price)
        assert shown(catalogue.rank(criteria)) == oracle.rank(products, criteria)


def test_prices_that_close_in_on_one_another_stay_in_order():
    products: list[dict[str, Any]] = [{"id": i, "price": i, "attrs": {}} for i in range(80)]
    catalogue = guide.index(copy.deepcopy(products))
    for i in range(2, 80):
        products[i]["price"] = 1 - 1 / i
        catalogue.set_price(i, products[i]["price"])
    assert shown(catalogue.rank([], 80)) == oracle.rank(products, [], 80)


def test_what_is_sold_out_is_listed_only_on_request():
    catalogue = guide.index(
        [
            {"id": "a", "price": 1, "attrs": {}, "availability": "out_of_stock"},
            {"id": "b", "price": 2, "attrs": {}, "availability": "in_stock"},
        ]
    )
    run = catalogue.run()
    seen = []
    for sold_out in ((), ("b",), ("a", "b")):
        for id_ in "ab":
            catalogue.set_sold_out(id_, bool(sold_out) and id_ in sold_out)
        seen.append("".join(r.id for r in run.rank([])))
    assert seen == ["ab", "a", ""]
    assert [r.id for r in run.rank([], sold_out=True)] == ["a", "b"]
    assert catalogue.count([]) == 0


def test_a_refused_change_leaves_everything_as_it_was():
    catalogue = guide.index(shop.products(400))
    id_ = catalogue.ids[0]
    before = (catalogue.value(id_, "noise"), catalogue.value(id_, "area"))
    with pytest.raises(guide.ProductError, match="area"):
        catalogue.set_attributes(id_, {"noise": 1, "area": "wide"})
    with pytest.raises(guide.ProductError, match="price"):
        catalogue.set_price(id_, cast(float, "ten"))
    with pytest.raises(guide.ProductError, match="id"):
        catalogue.add({"id": id_, "price": 1, "attrs": {}})
    with pytest.raises(guide.ProductError, match="area"):
        catalogue.add({"id": "new", "price": 1, "attrs": {"area": "wide"}})
    assert (catalogue.value(id_, "noise"), catalogue.value(id_, "area")) == before
    assert len(catalogue) == 400
    assert len(catalogue.rank([], 1000)) == 400
