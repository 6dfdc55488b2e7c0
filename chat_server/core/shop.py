"""A shop and its people as values."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Shop:
    """One e-shop of the installation; everything else belongs to one.

    ``origins`` are the web origins its pages may have, ``hours`` the data of ``core.hours``,
    ``texts`` the owner's own words by key and language.
    """

    id: str
    key: str
    name: str
    brand: str
    origins: tuple[str, ...]
    languages: tuple[str, ...]
    country: str
    time_zone: str
    currency: str
    bot_name: str
    hours: dict[str, Any]
    texts: dict[str, Any]
    created_at: int


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody behind the counter. ``state`` is what they chose to be, ``role`` what they may."""

    id: str
    email: str
    name: str
    face: str
    password_hash: str = field(repr=False)
    role: str = "agent"
    languages: tuple[str, ...] = ()
    capacity: int = 5
    state: str = "available"
    idle_since: int = 0
    disabled_at: int | None = None
    created_at: int = 0
    shop_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody in front of the counter."""

    id: str
    shop_id: str
    number: int
    name: str
    email: str
    phone: str
    language: str
    device: str
    page_url: str
    page_title: str
    first_seen_at: int
    last_seen_at: int
