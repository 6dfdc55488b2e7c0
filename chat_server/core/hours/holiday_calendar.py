"""Public holidays by country, named in the product's languages."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays

from chat_server.core.hours.model import HolidayName

# The library names a country's holidays in its own language and in English. A shop serves
# shoppers of its neighbours too, so the usual ones are named here as (Polish, Slovenian).
_TRANSLATED: Mapping[str, tuple[str, str]] = {
    "New Year's Day": ("Nowy Rok", "novo leto"),
    "Epiphany": ("Święto Trzech Króli", "sveti trije kralji"),
    "Good Friday": ("Wielki Piątek", "veliki petek"),
    "Easter Sunday": ("Wielkanoc", "velika noč"),
    "Easter Monday": ("Poniedziałek Wielkanocny", "velikonočni ponedeljek"),
    "Labor Day": ("Święto Pracy", "praznik dela"),
    "May Day": ("Święto Pracy", "praznik dela"),
    "National Day": ("Święto Państwowe", "državni praznik"),
    "National Day of the Third of May": (
        "Święto Narodowe Trzeciego Maja",
        "dan poljske ustave 3. maja",
    ),
    "Ascension Day": ("Wniebowstąpienie Pańskie", "Kristusov vnebohod"),
    "Pentecost": ("Zielone Świątki", "binkošti"),
    "Pentecost Monday": ("Poniedziałek Zielonych Świątek", "binkoštni ponedeljek"),
    "Whit Monday": ("Poniedziałek Zielonych Świątek", "binkoštni ponedeljek"),
    "Corpus Christi": ("Boże Ciało", "sveto rešnje telo in kri"),
    "Assumption Day": ("Wniebowzięcie Najświętszej Maryi Panny", "Marijino vnebovzetje"),
    "All Saints' Day": ("Wszystkich Świętych", "vsi sveti"),
    "National Independence Day": ("Narodowe Święto Niepodległości", "poljski dan neodvisnosti"),
    "Immaculate Conception": ("Niepokalane Poczęcie", "brezmadežno spočetje"),
    "Christmas Eve": ("Wigilia Bożego Narodzenia", "božični večer"),
    "Christmas Day": ("Boże Narodzenie", "božič"),
    "Second Day of Christmas": ("drugi dzień Bożego Narodzenia", "drugi božični dan"),
    "Saint Stephen's Day": ("drugi dzień Bożego Narodzenia", "štefanovo"),
    "Boxing Day": ("drugi dzień świąt (Boxing Day)", "drugi božični dan"),
    "Prešeren's Day, the Slovenian Cultural Holiday": (
        "Dzień Prešerena, święto kultury słoweńskiej",
        "Prešernov dan, slovenski kulturni praznik",
    ),
    "Day of Uprising Against Occupation": (
        "Dzień Powstania przeciw Okupantowi",
        "dan upora proti okupatorju",
    ),
    "Statehood Day": ("Dzień Państwowości", "dan državnosti"),
    "Reformation Day": ("Święto Reformacji", "dan reformacije"),
    "Day of Remembrance for the Dead": ("Dzień Pamięci o Zmarłych", "dan spomina na mrtve"),
    "Independence and Unity Day": (
        "Dzień Niepodległości i Jedności",
        "dan samostojnosti in enotnosti",
    ),
    "German Unity Day": ("Dzień Jedności Niemiec", "dan nemške enotnosti"),
}


@lru_cache(maxsize=1)
def supported_countries() -> Mapping[str, tuple[str, ...]]:
    """ISO 3166 codes of the countries known, each with the codes of its subdivisions."""
    known = holidays.list_supported_countries(include_aliases=False)
    return {country: tuple(parts) for country, parts in known.items()}


def holiday_on(country: str, subdivision: str | None, day: date) -> HolidayName | None:
    """The public holiday on ``day``, or None."""
    return _year(country, subdivision, day.year).get(day)


@lru_cache(maxsize=512)
def _year(country: str, subdivision: str | None, year: int) -> Mapping[date, HolidayName]:
    english, polish, slovenian = (
        _named(country, subdivision, year, language) for language in ("en_US", "pl", "sl")
    )
    names: dict[date, HolidayName] = {}
    for day, name in english.items():
        translated = [_TRANSLATED.get(part, (part, part)) for part in name.split("; ")]
        names[day] = HolidayName(
            pl=polish[day] if polish else "; ".join(part[0] for part in translated),
            sl=slovenian[day] if slovenian else "; ".join(part[1] for part in translated),
            en=name,
        )
    return names


def _named(country: str, subdivision: str | None, year: int, language: str) -> Mapping[date, str]:
    """Names by date; empty when the library lacks the language, except for English."""
    table = holidays.country_holidays(country, subdiv=subdivision, years=year, language="en_US")
    if language != "en_US":
        if language not in table.supported_languages:
            return {}
        table = holidays.country_holidays(
            country, subdiv=subdivision, years=year, language=language
        )
    return {day: name for day, name in table.items() if day.year == year}
