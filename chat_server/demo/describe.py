"""Products in words: what a card, a page and the cart say about them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from chat_server.core.words import Words
from chat_server.demo import content
from chat_server.demo.catalogue import Catalogue, Product, Value

# What a card says in one line, by kind; at most two facts are shown
_HIGHLIGHTS: Final[Mapping[str, tuple[str, ...]]] = {
    "stick": ("wet_mop", "runtime_min", "weight_kg"),
    "robot": ("wet_mop", "runtime_min", "area_m2"),
    "canister": ("noise_db", "hepa", "dust_l"),
    "automatic": ("pressure_bar", "width_cm"),
    "portafilter": ("grinder", "pressure_bar", "width_cm", "water_l"),
    "capsule": ("water_l", "heat_up_s", "width_cm"),
    "drip": ("grinder", "water_l", "width_cm"),
}
_FACTS_A_CARD: Final = 2


class Detail(NamedTuple):
    """One row of the details; ``known`` is false where the maker does not say."""

    label: str
    value: str
    known: bool


@dataclass(frozen=True, slots=True)
class Describer:
    """Says things about products in one language and currency."""

    words: Words
    currency: str

    @property
    def language(self) -> str:
        """The language spoken."""
        return self.words.language

    def title(self, product: Product) -> str:
        """The product's name."""
        return product.title[self.language]

    def tagline(self, product: Product) -> str:
        """One sentence about it."""
        return product.tagline[self.language]

    def money(self, amount: Decimal) -> str:
        """An amount in the shop's currency."""
        return self.words.price(amount, self.currency)

    def price(self, product: Product) -> str:
        """What it costs now, with VAT."""
        return self.money(product.price[self.currency])

    def list_price(self, product: Product) -> str | None:
        """What it cost before, if it is reduced."""
        return self.money(product.list_price[self.currency]) if product.list_price else None

    def saving(self, product: Product) -> str | None:
        """The reduction as an amount, if it is reduced."""
        if product.list_price is None:
            return None
        saved = product.list_price[self.currency] - product.price[self.currency]
        return f"−{self.money(saved)}"

    def vat(self, product: Product) -> str:
        """The price's VAT rate in words."""
        rate = product.vat[self.currency]
        decimals = 0 if rate == rate.to_integral_value() else 1
        return self.words.text("price.vat_rate", rate=self.words.number(rate, decimals))

    def delivery_cost(self, product: Product) -> str:
        """What delivery of this product alone costs."""
        cost = product.delivery_cost[self.currency]
        if not cost:
            return self.words.text("delivery.free")
        return self.words.text("delivery.cost", price=self.money(cost))

    def delivery_time(self, product: Product) -> str:
        """When it arrives."""
        if product.delivery_days <= 1:
            return self.words.text("delivery.tomorrow")
        return self.words.count("delivery.days", product.delivery_days)

    def stock(self, product: Product) -> str:
        """Whether it is there."""
        if product.availability == "few":
            return self.words.count("stock.few", product.stock)
        return self.words.text(f"stock.{product.availability}")

    def rating(self, product: Product) -> str:
        """The rating as a number with one decimal."""
        return self.words.number(product.rating, 1)

    def type_name(self, kind: str) -> str:
        """The name of a kind of product."""
        name: str = content.attributes()["type"]["values"][kind][self.language]
        return name

    def line(self, product: Product) -> str:
        """Kind and the most telling facts, in one line."""
        facts = [self._fact(product, name) for name in _HIGHLIGHTS.get(product.type, ())]
        if product.category == "accessories" and product.attrs["pieces"] != 1:
            facts = [self.words.count("count.pieces", int(str(product.attrs["pieces"])))]
        shown = [fact for fact in facts if fact][:_FACTS_A_CARD]
        return "\u00a0· ".join([self.type_name(product.type), *shown])

    def details(self, product: Product, catalogue: Catalogue) -> list[Detail]:
        """All attributes that products of this kind have; unknown ones say so."""
        kin = [one for one in catalogue.products if one.type == product.type]
        names = [name for name in content.attributes() if any(name in one.attrs for one in kin)]
        return [self._detail(product, name) for name in names]

    def _detail(self, product: Product, name: str) -> Detail:
        label: str = content.attributes()[name]["label"][self.language]
        value = product.attrs.get(name)
        if value is None:
            return Detail(label, self.words.text("product.unknown"), known=False)
        return Detail(label, self._value(name, value), known=True)

    def _fact(self, product: Product, name: str) -> str | None:
        value = product.attrs.get(name)
        if value is None or value is False or value == "none":
            return None
        if value is True:
            label: str = content.attributes()[name]["label"][self.language]
            return label[0].lower() + label[1:] if not label[:2].isupper() else label
        return self._value(name, value)

    def _value(self, name: str, value: Value) -> str:
        attribute = content.attributes()[name]
        if isinstance(value, bool):
            return self.words.text("product.yes" if value else "product.no")
        if isinstance(value, list):
            return ", ".join(attribute["values"][one][self.language] for one in value)
        if isinstance(value, str):
            chosen: str = attribute["values"][value][self.language]
            return chosen
        if attribute["kind"] == "years":
            return self.words.count("count.years", int(value))
        number = self.words.number(value, len(str(value).partition(".")[2]))
        return f"{number}\u00a0{attribute['unit']}" if attribute["unit"] else number
