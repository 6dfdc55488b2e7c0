"""The type of an attribute is found from its values; the owner's word counts more."""

import pytest

from chat_server.core.catalogue.attribute import AttributeType
from chat_server.core.catalogue.reading import Misread, Profiler, Reader


def read(values, override=None):
    """Detect one attribute's type and read all values with it."""
    profiler = Profiler()
    for value in values:
        profiler.add({} if value is None else {"x": value})
    types = profiler.types({"x": override} if override else {})
    reader = Reader(types)
    out = []
    for value in values:
        read, misread = reader.read({} if value is None else {"x": value})
        out.append(misread[0] if misread else read.get("x"))
    return types.get("x"), out


@pytest.mark.parametrize(
    ("values", "type_", "expected"),
    [
        (["2,1 kg", "900 g", "3 kg", None], AttributeType("number", "kg"), [2.1, 0.9, 3, None]),
        (["512 MB", "1 024 MB", "2 GB"], AttributeType("number", "MB"), [512, 1024, 2048]),
        (["10", "20 cm", "30"], AttributeType("number", "cm"), [10, 20, 30]),
        (["1.024", "2.048,5"], AttributeType("number", "", "."), [1024, 2048.5]),
        (["tak", "nie", "-"], AttributeType("yes_no"), [True, False, None]),
        (["da", "ne", "da"], AttributeType("yes_no"), [True, False, True]),
        (["0", "1", "1"], AttributeType("number"), [0, 1, 1]),
        (["czarny", "biały", "czarny"], AttributeType("choice"), ["czarny", "biały", "czarny"]),
        (
            ["a|b", "b|c", "a"] * 2,
            AttributeType("set", separator="|"),
            [("a", "b"), ("b", "c"), ("a",)] * 2,
        ),
        (
            [("a", "b"), "b", ("b", "c")],
            AttributeType("set"),
            [("a", "b"), ("b",), ("b", "c")],
        ),
    ],
)
def test_the_values_tell_the_type(values, type_, expected):
    assert read(values) == (type_, expected)


def test_what_each_product_says_differently_is_text():
    assert read([f"Opis produktu numer {n}" for n in range(50)])[0] == AttributeType("text")


def test_a_few_values_that_do_not_fit_are_named_and_left_out():
    values = ["5 kg"] * 30 + ["heavy", "3 cm"]
    type_, out = read(values)
    assert type_ == AttributeType("number", "kg")
    assert out[30:] == [Misread("x", "heavy", "not_a_number"), Misread("x", "3 cm", "other_unit")]


def test_many_values_that_do_not_fit_make_it_a_choice():
    assert read(["5 kg", "heavy", "light", "heavy"])[0] == AttributeType("choice")


def test_the_owner_can_say_what_an_attribute_is():
    assert read(["0", "1"], AttributeType("yes_no"))[1] == [False, True]
    assert read(["5", "6"], AttributeType("choice"))[1] == ["5", "6"]
    assert read(["900 g", "2 kg", "3 kg"], AttributeType("number", "g"))[1] == [900, 2000, 3000]
    assert read(["a|b"], AttributeType("set", separator="|"))[1] == [("a", "b")]
    assert read(["maybe"], AttributeType("yes_no"))[1] == [Misread("x", "maybe", "not_yes_or_no")]


def test_an_attribute_nobody_fills_has_no_values():
    assert read(["-", "n/a"]) == (AttributeType("text"), [None, None])
