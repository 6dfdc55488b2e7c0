"""A criterion that means nothing is refused by the name of its field, and nothing changes."""

import math

import pytest

from chat_server.core import guide
from tests.guide import oracle, shop

GOOD = {
    "bool": {"attr": "hepa", "kind": "bool", "want": True, "importance": 50},
    "choice": {"attr": "colour", "kind": "choice", "want": "biały", "importance": 50},
    "any_of": {"attr": "brand", "kind": "any_of", "want": ["Miele"], "importance": 50},
    "range": {"attr": "noise", "kind": "range", "min": 60, "max": 70, "importance": 50},
    "target": {"attr": "noise", "kind": "target", "target": 65, "margin": 5, "importance": 50},
    "at_most": {"attr": "noise", "kind": "at_most", "max": 65, "importance": 50},
}
KNOWN_TO_THE_REFERENCE = [
    ("bool", "importance", math.nan),
    ("bool", "importance", 10**9),
    ("bool", "importance", -1),
    ("bool", "importance", "50"),
    ("at_most", "max", math.inf),
    ("at_most", "max", "65"),
    ("at_most", "margin", math.nan),
    ("any_of", "want", []),
    ("range", "min", 71),
    ("target", "margin", 0),
    ("target", "free", math.nan),
]


@pytest.mark.parametrize(("kind", "field", "value"), KNOWN_TO_THE_REFERENCE)
def test_what_the_reference_refuses_is_refused_by_the_same_field(kind, field, value):
    criterion = {**GOOD[kind], field: value}
    with pytest.raises(ValueError, match=f"^{field}$"):
        oracle.check(criterion)
    with pytest.raises(guide.CriterionError, match=f"^{field}$"):
        guide.check(criterion)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("bool", "importance", None),
        ("bool", "kind", "maybe"),
        ("bool", "kind", None),
        ("bool", "attr", None),
        ("bool", "want", None),
        ("at_most", "max", None),
        ("at_most", "max", 10**400),
        ("any_of", "want", [["nested"]]),
        ("choice", "want", ["a list"]),
        ("choice", "similar", {"biały": {"srebrny": 1.5}}),
        ("choice", "similar", ["srebrny"]),
        ("target", "free", 5),
    ],
)
def test_what_could_not_be_computed_is_refused_too(kind, field, value):
    with pytest.raises(guide.CriterionError) as refused:
        guide.check({**GOOD[kind], field: value})
    assert refused.value.field == ("margin" if field == "free" else field)


def test_a_refusal_says_which_criterion_and_the_next_list_is_unharmed():
    catalogue = guide.index(shop.products(100))
    run = catalogue.run()
    good = [GOOD["bool"], GOOD["range"]]
    before = run.rank(good)
    with pytest.raises(guide.CriterionError) as refused:
        run.rank([GOOD["bool"], {**GOOD["range"], "min": 99}])
    assert (refused.value.field, refused.value.attr, refused.value.position) == ("min", "noise", 1)
    with pytest.raises(guide.CriterionError, match=r"^importance$"):
        run.rank([GOOD["bool"], {**GOOD["range"], "importance": math.nan}])
    assert run.rank(good) == before


def test_a_numeric_question_about_words_is_refused():
    catalogue = guide.index(shop.products(100))
    with pytest.raises(guide.CriterionError, match=r"^kind$"):
        catalogue.rank([{"attr": "brand", "kind": "at_most", "max": 3, "importance": 50}])


def test_a_criterion_on_a_deleted_attribute_is_named():
    catalogue = guide.index(shop.products(100))
    catalogue.require_attributes([GOOD["bool"]])
    with pytest.raises(guide.CriterionError) as refused:
        catalogue.require_attributes([GOOD["bool"], {**GOOD["at_most"], "attr": "loudness"}])
    assert (refused.value.field, refused.value.attr, refused.value.position) == (
        "attr",
        "loudness",
        1,
    )


@pytest.mark.parametrize("k", [0, -1])
def test_a_list_of_nothing_is_refused(k):
    with pytest.raises(ValueError, match=r"^k$"):
        guide.index([]).rank([], k)


@pytest.mark.parametrize(
    ("product", "field"),
    [
        ({"price": 1, "attrs": {}}, "id"),
        ({"id": "b", "price": "cheap", "attrs": {}}, "price"),
        ({"id": "b", "price": [1], "attrs": {}}, "price"),
        ({"id": "b", "price": 1, "attrs": ["hepa"]}, "attrs"),
        ({"id": "b", "price": 1, "attrs": {"size": {"w": 1}}}, "size"),
        ({"id": "a", "price": 1, "attrs": {}}, "id"),
    ],
)
def test_a_product_that_cannot_be_ranked_is_named_by_row_and_field(product, field):
    with pytest.raises(guide.ProductError) as refused:
        guide.index([{"id": "a", "price": 1, "attrs": {}}, product])
    assert (refused.value.row, refused.value.field) == (1, field)


def test_ids_that_cannot_be_ordered_are_refused():
    with pytest.raises(guide.ProductError, match=r"^id$"):
        guide.index([{"id": i, "price": 1, "attrs": {}} for i in ("a", 1)])


def test_products_may_be_objects():
    class Product:
        id = "x"
        price = 3
        attrs = {"hepa": True}  # noqa: RUF012 - a plain object is the point

    (result,) = guide.index([Product()]).rank([GOOD["bool"]])
    assert (result.id, result.percent) == ("x", 100)
