"""The demo shop and the hub's pages say everything in every language."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from chat_server.core.words import LANGUAGES, Words, read_words
from chat_server.demo import site
from chat_server.transport.http.templates import TEMPLATES

PACKAGE = Path(site.__file__).parents[1]
CATALOGUES = {
    "shop": (PACKAGE / "demo" / "texts", [TEMPLATES / "demo", PACKAGE / "demo"]),
    "pages": (TEMPLATES / "texts", [TEMPLATES]),
}


def sources(name: str) -> str:
    folders = CATALOGUES[name][1]
    files = [path for folder in folders for path in sorted(folder.glob("*")) if path.is_file()]
    return "\n".join(path.read_text("utf-8") for path in files if path.suffix in {".html", ".py"})


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_text_stands_in_every_language(name: str) -> None:
    catalogues = read_words(CATALOGUES[name][0])
    keys = {language: set(catalogues[language].texts) for language in LANGUAGES}
    assert keys["pl"] == keys["sl"] == keys["en"]


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_text_has_the_same_placeholders_in_every_language(name: str) -> None:
    catalogues = read_words(CATALOGUES[name][0])
    for key, text in catalogues["en"].texts.items():
        if isinstance(text, str):
            named = {
                language: set(re.findall(r"\{(\w+)\}", str(catalogues[language].texts[key])))
                for language in LANGUAGES
            }
            assert named["pl"] == named["sl"] == named["en"], key


@pytest.mark.parametrize("name", CATALOGUES)
def test_no_text_is_left_over(name: str) -> None:
    """A key is used as it stands, or built from its first word by a template."""
    text = sources(name)
    built = set(re.findall(r"""["']([a-z_]+\.)(?:[a-z]+_)?["'] ~""", text))
    built |= {f"{name}." for name in re.findall(r'f"([a-z_]+)\.\{', text)}
    unused = [
        key
        for key in read_words(CATALOGUES[name][0])["en"].texts
        if f'"{key}"' not in text
        and f"'{key}'" not in text
        and f"{key.split('.')[0]}." not in built
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("pl", {1: "1 produkt", 2: "2 produkty", 5: "5 produktów", 12: "12 produktów",
                22: "22 produkty", 101: "101 produktów"}),
        ("sl", {1: "1 izdelek", 2: "2 izdelka", 3: "3 izdelki", 5: "5 izdelkov",
                101: "101 izdelek", 102: "102 izdelka"}),
        ("en", {0: "0 products", 1: "1 product", 2: "2 products"}),
    ],
)  # fmt: skip
def test_counts_take_the_languages_plural(language: str, forms: dict[int, str]) -> None:
    said = {n: site.words()[language].count("count.products", n) for n in forms}
    assert said == forms


@pytest.mark.parametrize(
    ("language", "currency", "shown"),
    [
        ("pl", "PLN", ("1 449 zł", "14,90 zł")),
        ("sl", "EUR", ("1.449 €", "14,90 €")),
        ("en", "EUR", ("€1,449", "€14.90")),
    ],
)
def test_prices_are_written_as_shops_there_write_them(
    language: str, currency: str, shown: tuple[str, str]
) -> None:
    words = Words(language, {})
    prices = tuple(words.price(Decimal(amount), currency) for amount in ("1449", "14.9"))
    assert tuple(price.replace("\u00a0", " ") for price in prices) == shown
