"""A product as a feed gives it, whatever the feed's format."""

from typing import Final, Literal, NamedTuple

from chat_server.core.catalogue.attribute import Raw

Availability = Literal["in_stock", "out_of_stock", "preorder", "backorder"]


class FeedProduct(NamedTuple):
    """One product of a feed. Money is in ``currency``, with VAT; None and "" mean not given."""

    row: int  # its place in the feed, from 1
    id: str
    title: str
    link: str
    images: tuple[str, ...]
    brand: str
    category: str
    price: float | None  # regular
    sale_price: float | None  # lower than ``price``
    currency: str  # ISO 4217
    vat_rate: float | None  # percent
    availability: Availability
    delivery_cost: float | None
    delivery_days: int | None
    rating: float | None  # 0–5
    reviews: int | None
    manual_link: str
    safety_link: str
    item_group_id: str | None
    attrs: dict[str, Raw]  # as written

    @property
    def paid(self) -> float | None:
        """What a shopper pays now, without delivery: what rankings use."""
        return self.price if self.sale_price is None else self.sale_price


class RowError(NamedTuple):
    """Something wrong with one row of a feed, for the owner to mend."""

    row: int  # from 1
    id: str  # "" where it is not known
    field: str
    reason: str  # a code: see REASONS
    value: str  # what stands there, shortened
    kept: bool  # the product is in, without this field


SHOWN: Final = 80  # characters of a wrong value that an error repeats

REASONS: Final = {
    "missing": "the field is empty",
    "duplicate": "another product has it already",
    "not_a_number": "no number can be read",
    "negative": "it is below zero",
    "not_a_link": "it does not start with http:// or https://",
    "too_long": "it is longer than allowed",
    "unknown_word": "it is none of the words the format allows",
    "columns": "the row has more fields than the header",
    "unreadable": "the row does not follow the format",
    "encoding": "the row is not in the feed's character set",
    "other_unit": "its unit measures something else than the others'",
    "not_yes_or_no": "the others are yes or no",
}


class FeedError(Exception):
    """The feed as a whole cannot be used; ``code`` says why, ``row`` how far it was read."""

    def __init__(self, code: str, *, row: int | None = None, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code  # "cut_off", "not_xml", "forbidden_xml", "no_columns", "unknown_format", …
        self.row = row
        self.detail = detail
