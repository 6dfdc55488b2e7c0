"""Whether a shopper's words are about one of the shop's guides."""

import pytest

from chat_server.core.buying import guide_meant

NAMES = {
    "pl": {"vacuums": "Odkurzacze", "coffee": "Ekspresy do kawy"},
    "sl": {"vacuums": "Sesalniki", "coffee": "Kavni aparati"},
    "en": {"vacuums": "Vacuums", "coffee": "Coffee machines"},
}


@pytest.mark.parametrize(
    ("language", "text", "guide"),
    [
        ("pl", "Szukam odkurzacza do sierści psa", "vacuums"),
        ("pl", "jaki EKSPRES polecacie?", "coffee"),
        ("sl", "Kateri sesalnik je najboljši za preproge", "vacuums"),
        ("sl", "rada bi kupila kavni aparat", "coffee"),
        ("en", "which vacuum should I buy", "vacuums"),
        ("en", "looking for a coffee machine", "coffee"),
        ("en", "where is my parcel", None),
        ("pl", "czy odkurzacz i ekspres są w zestawie", None),
        ("pl", "do kogo pisać", None),
    ],
)
def test_words_lead_to_the_one_guide_they_are_about(
    language: str, text: str, guide: str | None
) -> None:
    assert guide_meant(text, NAMES[language]) == guide
