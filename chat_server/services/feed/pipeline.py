"""An import in two passes: read all to find the attributes' types, then give typed products."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from chat_server.core.catalogue.attribute import AttributeType, Profile
from chat_server.core.catalogue.reading import Profiler, Reader, Value
from chat_server.core.guide import SOLD_OUT, Catalogue, CatalogueBuilder
from chat_server.services.feed.product import SHOWN, FeedError, FeedProduct, RowError
from chat_server.services.feed.spool import Spool

MOST_ERRORS: Final = 1000  # kept to be shown; all are counted
RANKED_FIELDS: Final = ("brand", "category", "rating", "delivery_days", "delivery_cost")
_RANKED: Final = [(name, FeedProduct._fields.index(name)) for name in RANKED_FIELDS]


@dataclass(frozen=True, slots=True)
class TypedProduct:
    """A product of a feed with its attributes read: what is stored and indexed."""

    product: FeedProduct
    attrs: Mapping[str, Value]

    @property
    def ranked(self) -> dict[str, Any]:
        """All that guides can ask about: attributes, and fields of the product like them."""
        values: dict[str, Any] = {}
        for name, place in _RANKED:
            value = self.product[place]
            if value is not None and value != "":
                values[name] = value
        values.update(self.attrs)
        return values


class Import:
    """One feed on its way into the catalogue: read to its end, its attributes' types known.

    Holds the products on disk: use it in a ``with``, or ``close`` it. ``errors`` (the first 1,000)
    and ``error_count`` are complete once ``products`` (or ``build``) has run to its end.
    """

    def __init__(
        self, spool: Spool, types: Mapping[str, AttributeType], profiles: Mapping[str, Profile]
    ) -> None:
        self._spool = spool
        self.types = types
        self.profiles = profiles
        self.errors: list[RowError] = []
        self.error_count = 0
        self.count = 0

    def products(self) -> Iterator[TypedProduct]:
        """Typed products in the feed's order, to be stored as they come."""
        reader = Reader(self.types)
        for product in self._spool:
            values, misread = reader.read(product.attrs)
            for one in misread:
                raw = one.raw[:SHOWN]
                self.note(RowError(product.row, product.id, one.attr, one.reason, raw, True))
            yield TypedProduct(product, values)

    def build(self, store: Callable[[TypedProduct], None]) -> Catalogue:
        """Index all products, handing each to ``store`` on the way."""
        builder = CatalogueBuilder()
        for typed in self.products():
            store(typed)
            product = typed.product
            sold_out = product.availability == SOLD_OUT
            builder.put(product.id, product.paid, typed.ranked, product.item_group_id, sold_out)
        return builder.build()

    def note(self, error: RowError) -> None:
        """Keep an error for the owner."""
        self.error_count += 1
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(error)

    def close(self) -> None:
        """Give the disk space back."""
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def prepare_import(
    feed: Iterable[FeedProduct | RowError], overrides: Mapping[str, AttributeType]
) -> Import:
    """First pass: read the whole feed, so that nothing is begun that cannot be finished.

    ``overrides``: the owner's types of some attributes.

    Raises:
        FeedError: the feed is no good (``empty`` when no product of it can be used).
    """
    profiler, spool = Profiler(), Spool()
    errors: list[RowError] = []
    count = 0
    try:
        for entry in feed:
            if isinstance(entry, FeedProduct):
                profiler.add(entry.attrs)
                spool.add(entry)
            else:
                count += 1
                if count <= MOST_ERRORS:
                    errors.append(entry)
        if not profiler.products:
            raise FeedError("empty")
    except BaseException:
        spool.close()
        raise
    prepared = Import(spool, profiler.types(overrides), profiler.profiles)
    prepared.count, prepared.errors, prepared.error_count = profiler.products, errors, count
    return prepared
