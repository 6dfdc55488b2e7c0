"""From a feed to a catalogue that ranks: typed, complete, or not at all."""

import pytest

from chat_server.core.catalogue.attribute import AttributeType
from chat_server.services.feed import FeedError, TypedProduct, prepare_import
from tests.feed.reading import read

FEED = """id,title,brand,price,availability,item_group_id,Waga,HEPA,Funkcje
a,Cichy,Zelmer,500,in stock,,"2,1 kg",tak,turbo|app
b,Mocny,Bosch,400,in stock,g,900 g,nie,turbo|app
c,Mały,Bosch,300,out of stock,g,ciężki,,app
"""
MORE = "".join(f"p{i},P{i},Bosch,100,,,{i % 5 + 3} kg,nie,app|wet\n" for i in range(20))


def test_a_feed_becomes_a_catalogue_that_ranks():
    with prepare_import(read(FEED + MORE), {}) as importing:
        stored: list[TypedProduct] = []
        catalogue = importing.build(stored.append)
    assert importing.count == 23
    assert importing.types == {
        "Waga": AttributeType("number", "kg"),
        "HEPA": AttributeType("yes_no"),
        "Funkcje": AttributeType("set", separator="|"),
    }
    assert [(t.product.id, t.attrs) for t in stored[:3]] == [
        ("a", {"Waga": 2.1, "HEPA": True, "Funkcje": ("turbo", "app")}),
        ("b", {"Waga": 0.9, "HEPA": False, "Funkcje": ("turbo", "app")}),
        ("c", {"Funkcje": ("app",)}),
    ]
    light = [{"attr": "Waga", "kind": "low", "best": 0.9, "worst": 2.1, "importance": 50}]
    assert [r.id for r in catalogue.rank(light, 2)] == ["b", "p0"]
    brand = [{"attr": "brand", "kind": "choice", "want": "Zelmer", "hard": True}]
    assert [r.id for r in catalogue.rank(brand)] == ["a"]


def test_a_value_that_cannot_be_read_is_told_and_the_product_is_in():
    with prepare_import(read(FEED + MORE), {}) as importing:
        catalogue = importing.build(lambda typed: None)
    assert [(e.row, e.id, e.field, e.reason, e.value, e.kept) for e in importing.errors] == [
        (4, "c", "Waga", "not_a_number", "ciężki", True)
    ]
    assert len(catalogue) == 23


def test_the_owners_types_are_used():
    with prepare_import(read(FEED + MORE), {"Waga": AttributeType("number", "g")}) as importing:
        weights = [typed.attrs.get("Waga") for typed in importing.products()]
    assert weights[:3] == [2100, 900, None]


def test_all_errors_are_counted_and_the_first_thousand_kept():
    rows = "".join(f",Nameless {i},,1,,,,,\n" for i in range(1500))
    with prepare_import(read(FEED + rows), {}) as importing:
        assert (importing.error_count, len(importing.errors)) == (1500, 1000)


@pytest.mark.parametrize("feed", [FEED[: FEED.rindex(",")], "id,title\n,\n"])
def test_nothing_of_a_feed_that_is_no_good_is_handed_out(feed):
    with pytest.raises(FeedError):
        prepare_import(read(feed), {})
