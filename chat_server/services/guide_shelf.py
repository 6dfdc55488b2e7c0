"""The guides of each shop with their products, indexed in memory by currency."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection

from chat_server.core import guide as engine
from chat_server.core import guide_definition as definition
from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.guide_definition import words
from chat_server.core.shop import Shop
from chat_server.protocol.guide import (
    AnswerOption,
    AnswerSlider,
    Fit,
    GuideCriterion,
    GuideSummary,
    GuideView,
    Match,
)
from chat_server.services.product_cards import card, ranked
from chat_server.storage import guides as guide_rows
from chat_server.storage import products as product_rows
from chat_server.storage.database import Database
from chat_server.storage.guides import StoredGuide, StoredRun
from chat_server.storage.products import StoredProduct

INDEXING_THREADS = 1
RANKING_THREADS = 1
T = TypeVar("T")
R = TypeVar("R")
WISHES = frozenset({"at_most", "at_least", "target", "low", "high"})
YES_NO = {"pl": ("tak", "nie"), "sl": ("da", "ne"), "en": ("yes", "no")}


def currency_for(shop: Shop, language: str) -> str:
    """What the shop's prices are in for somebody who reads ``language``."""
    by_language = shop.texts.get("currency")
    if isinstance(by_language, dict):
        return str(by_language.get(language, shop.currency))
    return shop.currency


@dataclass(frozen=True, slots=True)
class Shelf:
    """One guide with its products."""

    guide: StoredGuide
    products: Mapping[str, StoredProduct]
    catalogues: Mapping[str, engine.Catalogue]
    attributes: Mapping[str, Any]

    def catalogue(self, currency: str) -> engine.Catalogue:
        """The index with prices in ``currency``."""
        return self.catalogues[currency]


class GuideShelf:
    """Read-only between loads; rankings run on what is in memory."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(INDEXING_THREADS, "guides")
        self._ranking = ThreadPoolExecutor(RANKING_THREADS, "ranking")
        self._shelves: dict[str, dict[str, Shelf]] = {}

    async def load(self, shop: Shop) -> None:
        """Read and index; what was in use stays so until that is done."""

        def read(conn: Connection) -> list[tuple[StoredGuide, list[StoredProduct]]]:
            return [
                (one, product_rows.of_category(conn, shop.id, one.category))
                for one in guide_rows.of_shop(conn, shop.id)
            ]

        found = await self._database.read(read)
        currencies = {shop.currency, *(currency_for(shop, one) for one in shop.languages)}
        loop = asyncio.get_running_loop()
        shelves = {}
        for guide, products in found:
            catalogues = await loop.run_in_executor(
                self._thread, _indexed, products, tuple(sorted(currencies))
            )
            shelves[guide.id] = Shelf(
                guide,
                {one.id: one for one in products},
                catalogues,
                guide.definition.get("attributes", {}),
            )
        self._shelves[shop.id] = shelves

    def ids(self, shop_id: str) -> tuple[str, ...]:
        """The shop's guides in its order."""
        return tuple(self._shelves.get(shop_id, ()))

    def shelf(self, shop_id: str, guide_id: str) -> Shelf:
        """The guide. Raises ``not_found``."""
        found = self._shelves.get(shop_id, {}).get(guide_id)
        if found is None:
            raise ChatError(ErrorCode.NOT_FOUND, field="guide_id")
        return found

    def summaries(self, shop: Shop, language: str) -> list[GuideSummary]:
        """What the shop offers."""
        return [
            GuideSummary(
                guide_id=guide_id,
                title=words(shelf.guide.definition.get("title"), language),
                name=words(shelf.guide.definition.get("name"), language),
                intro=words(shelf.guide.definition.get("intro"), language),
                products=len(shelf.products),
                questions=len(shelf.guide.definition["criteria"]),
            )
            for guide_id, shelf in self._shelves.get(shop.id, {}).items()
        ]

    async def beside(self, work: Callable[[T], R], argument: T) -> R:
        """What ``work`` returns for ``argument``, done in a thread of its own, in order."""
        return await asyncio.get_running_loop().run_in_executor(self._ranking, work, argument)

    def told(self, run: StoredRun, language: str) -> tuple[tuple[str, str], ...]:
        """What the shopper answered in a run, as (question, answer) in a language."""
        shelf = self._shelves.get(run.shop_id, {}).get(run.guide_id)
        if shelf is None:
            return ()
        asked = {one["attr"]: one for one in shelf.guide.definition["criteria"]}
        found = []
        for answer in run.answers:
            criterion = asked.get(answer["attr"])
            if criterion is None or answer.get("skipped"):
                continue
            labels = {
                option["id"]: words(option.get("label"), language)
                for option in criterion.get("answers", ())
            }
            chosen = [labels[one] for one in answer.get("chosen", ()) if one in labels]
            value = answer.get("value")
            said = ", ".join(chosen) or (f"{value:g}" if value is not None else "")
            if said:
                found.append((words(criterion.get("question"), language), said))
        return tuple(found)

    def close(self) -> None:
        """Stop the threads."""
        self._thread.shutdown(wait=False)
        self._ranking.shutdown(wait=False)


def _indexed(
    products: Sequence[StoredProduct], currencies: Sequence[str]
) -> dict[str, engine.Catalogue]:
    return {
        currency: engine.index([ranked(one, currency) for one in products])
        for currency in currencies
    }


def guide_view(shelf: Shelf, language: str, currency: str) -> GuideView:
    """The questions in a language."""
    guide = shelf.guide
    return GuideView(
        guide_id=guide.id,
        version=guide.version,
        title=words(guide.definition.get("title"), language),
        name=words(guide.definition.get("name"), language),
        intro=words(guide.definition.get("intro"), language),
        currency=currency,
        criteria=[
            _criterion_view(one, shelf.attributes, language, currency)
            for one in guide.definition["criteria"]
        ],
    )


def _criterion_view(
    one: Mapping[str, Any], attributes: Mapping[str, Any], language: str, currency: str
) -> GuideCriterion:
    slider = definition.slider_of(one, currency)
    return GuideCriterion(
        attr=one["attr"],
        kind=definition.question_kind(one),  # type: ignore[arg-type] # three literals
        wish=one["kind"] if one["kind"] in WISHES else "other",
        label=words(one.get("label"), language),
        question=words(one.get("question"), language),
        help=words(one.get("help"), language),
        icon=str(one.get("icon", "")),
        unit=_unit(one["attr"], attributes, currency),
        importance=int(one.get("importance", 50)),
        must_have=bool(one.get("must_have")),
        options=[
            AnswerOption(
                id=option["id"],
                label=words(option.get("label"), language),
                skip=bool(option.get("skip")),
            )
            for option in one.get("answers", ())
        ],
        slider=AnswerSlider.model_validate(
            {
                name: slider[name]
                for name in ("field", "min", "max", "step", "start", "unit")
                if name in slider
            }
            | {"unit": slider.get("unit", "")}
        )
        if slider
        else None,
    )


def _unit(attr: str, attributes: Mapping[str, Any], currency: str) -> str:
    return currency if attr == "price" else str(attributes.get(attr, {}).get("unit", ""))


def matches(
    shelf: Shelf,
    results: Sequence[engine.Result],
    criteria: Sequence[Mapping[str, Any]],
    language: str,
    currency: str,
) -> list[Match]:
    """Rankings with cards, values and how far each is from the wish."""
    return [
        Match(
            product=card(shelf.products[result.id], language, currency),
            percent=result.percent,
            percent_max=result.percent_max,
            fits=[
                _fit(shelf, result, criterion, place, language, currency)
                for place, criterion in enumerate(criteria)
            ],
            failed=list(result.failed),
        )
        for result in results
    ]


def _fit(
    shelf: Shelf,
    result: engine.Result,
    criterion: Mapping[str, Any],
    place: int,
    language: str,
    currency: str,
) -> Fit:
    attr = criterion["attr"]
    value = shelf.catalogue(currency).value(result.id, attr)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    weight = result.weights[place]
    return Fit(
        attr=attr,
        reason=result.reasons[place],
        points=result.points[place],
        weight=round(100 * weight, 1) if weight is not None else 0.0,
        fit=result.satisfaction[place],
        value=float(value) if is_number else None,
        text="" if is_number else _told(value, shelf.attributes.get(attr, {}), language),
        gap=_gap(criterion, float(value)) if is_number else None,
    )


def _told(value: object, attribute: Mapping[str, Any], language: str) -> str:
    """A choice, a set, or what is there or not, in words."""
    named = attribute.get("values", {})
    if value is None:
        return ""
    if isinstance(value, bool):
        yes, no = YES_NO.get(language, YES_NO["en"])
        label = words(attribute.get("label"), language)
        answer = yes if value else no
        return f"{label}: {answer}" if label else answer
    listed = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return ", ".join(words(named.get(one, str(one)), language) for one in listed)


def _gap(criterion: Mapping[str, Any], value: float) -> float | None:
    """How far the number lies past what was wished."""
    match criterion["kind"]:
        case "at_most":
            distance = value - criterion["max"]
        case "at_least":
            distance = criterion["min"] - value
        case "low":
            distance = value - criterion["best"]
        case "high":
            distance = criterion["best"] - value
        case "target":
            distance = abs(value - criterion["target"]) - criterion.get("free", 0.0)
        case _:
            return None
    return round(distance, 6) if distance > 0 else None
