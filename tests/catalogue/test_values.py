"""Numbers, units, yes and no as shops write them."""

import pytest

from chat_server.core.catalogue.units import converted, unit_of
from chat_server.core.catalogue.values import (
    grouping_shown,
    is_missing,
    parse_quantity,
    parse_set,
    parse_yes_no,
)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("2,1 kg", 2.1, "kg"),
        ('2.5"', 2.5, '"'),
        ("1 024 MB", 1024, "MB"),
        ("1\u00a0024,5 MB", 1024.5, "MB"),
        ("1.234,56 zł", 1234.56, "zł"),
        ("1,234.56", 1234.56, ""),
        ("1.234.567", 1234567, ""),
        ("12 000", 12000, ""),
        ("2,125 kg", 2.125, "kg"),
        ("65dB(A)", 65, "dB(A)"),
        ("do 800 W", 800, "W"),
        ("ok. 5 kg", 5, "kg"),
        ("~ 3 h", 3, "h"),
        ("−18 °C", -18, "°C"),
        (",5 l", 0.5, "l"),
        ("100 %", 100, "%"),
        ("20 m2", 20, "m2"),
        ("3,5 m³/h", 3.5, "m³/h"),
        ("1200 min-1", 1200, "min-1"),
    ],
)
def test_a_number_is_read_as_it_is_meant(text, number, unit):
    assert parse_quantity(text) == (number, unit)


@pytest.mark.parametrize(
    "text",
    [
        "10-20 cm",
        "1/2",
        "192.168.1.1",
        "2x4 GB",
        "IPX4",
        "",
        "cichy",
        "1.2.3",
        "12:30",
        "5 kg 300 g",
    ],
)
def test_what_is_not_one_number_is_not_read_as_one(text):
    assert parse_quantity(text) is None


def test_a_column_can_tell_that_its_dots_group_thousands():
    assert grouping_shown("1.234,5") == "."
    assert grouping_shown("1,234,567") == ","
    assert grouping_shown("1.5") == ""
    assert parse_quantity("1.024", ".") == (1024, "")
    assert parse_quantity("1.5", ".") is None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [("tak", True), ("Nie", False), ("da", True), ("NE", False), ("yes", True), ("false", False),
     ("✓", True), ("czasem", None), ("", None)],
)  # fmt: skip
def test_yes_and_no_are_understood_in_every_language_of_the_product(text, meaning):
    assert parse_yes_no(text) is meaning


@pytest.mark.parametrize("text", ["", "-", "n/a", " brak danych ", "Ni podatka", "null"])
def test_words_for_nothing_are_missing_values(text):
    assert is_missing(text)


def test_a_set_keeps_its_order_and_no_repetitions():
    assert parse_set("HEPA | turbo|| HEPA | - ", "|") == ("HEPA", "turbo")


@pytest.mark.parametrize(
    ("number", "unit", "to", "result"),
    [
        (900, "g", "kg", 0.9),
        (2.1, "kilogramów", "kg", 2.1),
        (1, "cal", "cm", 2.54),
        (1.5, "kW", "W", 1500),
        (2048, "MB", "GB", 2),
        (90, "minut", "godz.", 1.5),
        (3, "lata", "mies.", 36),
        (0.3, "l", "ml", 300),
    ],
)
def test_units_become_one(number, unit, to, result):
    assert converted(number, unit_of(unit), unit_of(to)) == result


def test_units_of_different_things_do_not_become_one():
    with pytest.raises(ValueError, match="kg is not cm"):
        converted(1, unit_of("kg"), unit_of("cm"))
    assert unit_of("szufelek").dimension == "szufelek"
