"""The demo shop's goods are complete and look real."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chat_server.core import guide
from chat_server.core.hours import parse_hours
from chat_server.core.words import LANGUAGES
from chat_server.demo import content, pictures
from chat_server.demo.catalogue import Product, load, ordered

CATALOGUE = load()
CURRENCIES = ("PLN", "EUR")


def test_the_shop_has_sixty_products_of_three_categories() -> None:
    counts = {name: len(CATALOGUE.of(name)) for name in ("vacuums", "coffee", "accessories")}
    assert counts == {"vacuums": 23, "coffee": 22, "accessories": 15}
    assert len(CATALOGUE.by_id) == 60


@pytest.mark.parametrize("product", CATALOGUE.products, ids=lambda product: product.id)
def test_a_product_is_complete(product: Product) -> None:
    attributes = content.attributes()
    assert set(product.title) == set(product.tagline) == set(LANGUAGES)
    assert set(product.price) == set(product.delivery_cost) == set(product.vat) == set(CURRENCIES)
    assert all(amount > 0 for amount in product.price.values())
    assert product.list_price is None or all(
        product.list_price[currency] > product.price[currency] for currency in CURRENCIES
    )
    assert product.availability in {"in_stock", "few", "order", "sold_out"}
    assert (product.stock == 0) == (product.availability in {"order", "sold_out"})
    assert Decimal(1) <= product.rating <= Decimal(5)
    assert product.picture_kind in pictures.kinds()
    assert set(product.fits) <= set(CATALOGUE.by_id)
    for name, value in product.attrs.items():
        known = attributes[name].get("values")
        values = value if isinstance(value, list) else [value]
        assert known is None or set(values) <= set(known), name


def test_attributes_are_named_in_every_language() -> None:
    unnamed = [
        name
        for name, attribute in content.attributes().items()
        if set(attribute["label"]) != set(LANGUAGES)
        or any(set(value) != set(LANGUAGES) for value in attribute.get("values", {}).values())
    ]
    assert unnamed == []


def test_some_values_are_missing_so_that_up_to_can_be_seen() -> None:
    silent = [one.id for one in CATALOGUE.of("vacuums") if "noise_db" not in one.attrs]
    assert "halny-max-60" in silent
    assert len(silent) < 5


def test_search_finds_without_accents_and_in_the_visitors_language() -> None:
    found = {
        ("vrecke", "sl"): {"worki-s-12", "worki-n-4"},
        ("s-12", "en"): {"worki-s-12"},
        ("siersc turboszczotka", "pl"): {"wicher-v12-pet", "turboszczotka"},
        ("", "pl"): set(),
    }
    for (query, language), ids in found.items():
        assert {one.id for one in CATALOGUE.search(query, language)} == ids, query


def test_products_sort_by_what_was_asked() -> None:
    cheapest = ordered(CATALOGUE.of("coffee"), "price", "EUR")
    best = ordered(CATALOGUE.of("coffee"), "rating", "EUR")
    popular = ordered(CATALOGUE.of("vacuums"), "anything else", "EUR")
    assert (cheapest[0].id, cheapest[-1].id) == ("poranek-6", "ristretto-duo")
    assert best[0].id == "aroma-nero-3"
    assert popular[-1].availability == "sold_out"


def test_opening_hours_are_hours() -> None:
    hours = parse_hours(content.hours())
    assert hours.time_zone == "Europe/Warsaw"
    assert [len(day) for day in hours.weekly] == [1, 1, 1, 1, 1, 1, 0]


def test_orders_name_products_of_the_shop() -> None:
    orders = content.orders()
    assert orders[0]["number"] == "KK-20481"
    assert {item["product"] for one in orders for item in one["items"]} <= set(CATALOGUE.by_id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_faq_entries_are_full_and_the_same_in_every_language(language: str) -> None:
    entries = content.faq(language)
    assert [one["id"] for one in entries] == [one["id"] for one in content.faq("pl")]
    assert all(one["question"] and one["answer"] for one in entries)
    assert all(len(set(one["alternatives"])) >= 5 for one in entries)


@pytest.mark.parametrize("name", content.GUIDES)
def test_a_guides_texts_stand_in_every_language(name: str) -> None:
    def unnamed(node: object, path: str) -> list[str]:
        if isinstance(node, list):
            return [at for index, one in enumerate(node) for at in unnamed(one, f"{path}[{index}]")]
        if not isinstance(node, dict):
            return []
        if set(node) & set(LANGUAGES):
            return [] if set(node) == set(LANGUAGES) and all(node.values()) else [path]
        return [at for key, one in node.items() for at in unnamed(one, f"{path}.{key}")]

    found = next(one for one in content.guides() if one["id"] == name)
    assert unnamed(found, name) == []


def answered(criterion: Mapping[str, Any]) -> dict[str, Any]:
    """A criterion as the engine takes it, with its first answer or its slider's start."""
    asked = {key: criterion[key] for key in ("attr", "kind", "importance")}
    if "similar" in criterion:
        asked["similar"] = criterion["similar"]
    slider, answers = criterion.get("slider"), criterion.get("answers", [])
    if slider:
        bounds = slider.get("by_currency", {"PLN": slider})["PLN"]
        return {**asked, slider["field"]: bounds["start"], "margin": bounds["margin"]}
    first = answers[0]["set"]
    if criterion["kind"] == "any_of":
        return {**asked, "want": first if isinstance(first, list) else [first]}
    if criterion["kind"] == "bool":
        return {**asked, "want": first}
    return {**asked, "best": 0, "worst": 100}


@pytest.mark.parametrize("name", content.GUIDES)
def test_a_guide_ranks_its_category(name: str) -> None:
    found = next(one for one in content.guides() if one["id"] == name)
    products = [one.for_guide("PLN") for one in CATALOGUE.of(found["category"])]
    catalogue = guide.index(products)
    criteria = [answered(criterion) for criterion in found["criteria"]]
    results = catalogue.rank(criteria, k=len(products))
    shares = [result.percent for result in results]
    assert len(results) == len(products)
    assert shares == sorted(shares, reverse=True)
    assert shares[0] - shares[-1] > 30
    assert any(result.percent_max > result.percent for result in results)


@pytest.mark.parametrize("name", content.GUIDES)
def test_a_guide_asks_for_attributes_that_most_products_have(name: str) -> None:
    found = next(one for one in content.guides() if one["id"] == name)
    products = CATALOGUE.of(found["category"])
    rare = [
        criterion["attr"]
        for criterion in found["criteria"]
        if criterion["attr"] != "price"
        and sum(criterion["attr"] in one.attrs for one in products) < 0.75 * len(products)
    ]
    assert rare == []


def test_data_files_are_json_that_a_person_can_read() -> None:
    for path in Path(content.__file__).parent.rglob("*.json"):
        json.loads(path.read_text("utf-8"))
        assert max(len(line) for line in path.read_text("utf-8").splitlines()) < 600, path.name
