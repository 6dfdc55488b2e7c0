"""An import in two passes over the same bytes: find the attributes' types, then typed products."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from chat_server.core.catalogue.attribute import AttributeType, Profile
from chat_server.core.catalogue.reading import Profiler, Reader, Value
from chat_server.core.guide import Catalogue, CatalogueBuilder
from chat_server.services.feed.product import FeedError, FeedProduct, RowError

MOST_ERRORS: Final = 1000  # kept to be shown; all are counted
RANKED_FIELDS: Final = ("brand", "category", "rating", "delivery_days", "delivery_cost")
"""Fields of a product that a guide can ask about as if they were attributes."""

Feed = Callable[[], Iterable[FeedProduct | RowError]]


@dataclass(frozen=True, slots=True)
class TypedProduct:
    """A product of a feed with its attributes read: what is stored and indexed."""

    product: FeedProduct
    attrs: Mapping[str, Value]

    @property
    def indexed(self) -> dict[str, Any]:
        """As ``guide.index`` takes it."""
        product = self.product
        own = {
            name: value
            for name in RANKED_FIELDS
            if (value := getattr(product, name)) not in (None, "")
        }
        return {
            "id": product.id,
            "price": product.paid,
            "attrs": {**own, **self.attrs},
            "item_group_id": product.item_group_id,
            "availability": product.availability,
        }


class Import:
    """One feed on its way into the catalogue.

    ``types`` and ``profiles`` are there from the start; ``errors`` and ``error_count`` are complete
    once ``products`` (or ``build``) has run to its end.
    """

    def __init__(
        self, feed: Feed, types: Mapping[str, AttributeType], profiles: Mapping[str, Profile]
    ) -> None:
        self._feed = feed
        self.types = types
        self.profiles = profiles
        self.errors: list[RowError] = []
        self.error_count = 0

    def products(self) -> Iterator[TypedProduct]:
        """Typed products in the feed's order, to be stored as they come.

        Raises:
            FeedError: the feed is no good; drop what came before.
        """
        self.errors, self.error_count = [], 0
        reader = Reader(self.types)
        for entry in self._feed():
            if isinstance(entry, RowError):
                self._note(entry)
                continue
            values, misread = reader.read(entry.attrs)
            for one in misread:
                self._note(RowError(entry.row, entry.id, one.attr, one.reason, one.raw[:80], True))
            yield TypedProduct(entry, values)

    def build(self, store: Callable[[TypedProduct], None]) -> Catalogue:
        """Index all products, handing each to ``store`` on the way."""
        builder = CatalogueBuilder()
        for typed in self.products():
            store(typed)
            builder.add(typed.indexed)
        return builder.build()

    def _note(self, error: RowError) -> None:
        self.error_count += 1
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(error)


def prepare_import(feed: Feed, overrides: Mapping[str, AttributeType]) -> Import:
    """First pass: read the whole feed once, so that nothing is begun that cannot be finished.

    ``feed`` opens the same bytes anew at each call; ``overrides`` are the owner's types.

    Raises:
        FeedError: the feed is no good (``empty`` too when no product could be used).
    """
    profiler = Profiler()
    for entry in feed():
        if isinstance(entry, FeedProduct):
            profiler.add(entry.attrs)
    if not profiler.products:
        raise FeedError("empty")
    return Import(feed, profiler.types(overrides), profiler.profiles)
