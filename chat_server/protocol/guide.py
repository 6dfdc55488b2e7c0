"""Guided selling on the wire: the shop's questions, the shopper's answers, what fits and why."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chat_server.protocol.wire import View

Attr = Annotated[str, StringConstraints(min_length=1, max_length=100)]
QuestionKind = Literal["one", "several", "slider"]
FitReason = Literal["met", "partly", "not met", "unknown", "required"]
Stock = Literal["in_stock", "few", "order", "sold_out"]
Wish = Literal["at_most", "at_least", "target", "low", "high", "other"]


class GuideSummary(View):
    """A guide the shop offers."""

    guide_id: str
    title: str = Field(description='What starting it is called, "Find your vacuum cleaner".')
    name: str = Field(description="What it is about, in a word.")
    intro: str
    products: int
    questions: int


class AnswerOption(View):
    """An answer to press."""

    id: str
    label: str
    skip: bool = Field(description="It makes no difference: the criterion does not count.")


class AnswerSlider(View):
    """A number to set."""

    field: Literal["max", "min", "target"] = Field(description="Which bound the number is.")
    min: float
    max: float
    step: float
    start: float
    unit: str = Field(description="A currency for prices; may be empty.")


class GuideCriterion(View):
    """One question of the shop."""

    attr: str
    kind: QuestionKind
    wish: Wish = Field(description="What the answer asks of a number: low is the less the better.")
    label: str
    question: str
    help: str
    icon: str
    unit: str
    importance: int = Field(description="Percent to start from.")
    must_have: bool = Field(description="Whether the shopper may require it.")
    options: list[AnswerOption]
    slider: AnswerSlider | None


class GuideView(View):
    """The questions of one published version."""

    guide_id: str
    version: int
    title: str
    name: str
    intro: str
    currency: str
    criteria: list[GuideCriterion]


class GuideAnswer(View):
    """What the shopper said to one question, and how important it is to them."""

    attr: Attr
    chosen: list[Annotated[str, StringConstraints(max_length=60)]] = Field(
        default_factory=list, max_length=20, description="Ids of the options pressed."
    )
    value: float | None = Field(
        default=None, allow_inf_nan=False, description="Where the slider stands."
    )
    importance: int = Field(ge=0, le=100, description="Percent.")
    must: bool = Field(default=False, description="Only products that meet it.")
    skipped: bool = Field(default=False, description="Asked, but does not matter.")


class Fit(View):
    """How one product meets one criterion."""

    attr: str
    reason: FitReason
    points: int = Field(description="What it adds to the percent shown.")
    weight: float = Field(description="The most it could add, in percent.")
    fit: float | None = Field(description="From 0 to 1; null when the value is unknown.")
    value: float | None = Field(description="The product's number, where it is one.")
    text: str = Field(description="The product's value in words, where it is not a number.")
    gap: float | None = Field(description="How far past the wished number; null when not past it.")


class ProductCard(View):
    """A product as a shopper sees it. Prices are with VAT, without delivery."""

    product_id: str
    title: str
    url: str
    image: str
    brand: str
    price: float | None
    list_price: float | None
    currency: str
    availability: Stock
    delivery_cost: float | None
    delivery_days: int | None
    rating: float | None
    reviews: int


class Match(View):
    """A product in the list, to the percent."""

    product: ProductCard
    percent: int
    percent_max: int = Field(description="What it could be if every unknown value fitted.")
    fits: list[Fit]
    failed: list[str] = Field(description="Must-haves an alternative does not meet.")


class GuideRun(View):
    """One shopper's way through a guide, as it stands."""

    run_id: str
    guide_id: str
    revision: int = Field(description="Counts changes; an older one is out of date.")
    answers: list[GuideAnswer]
    matches: list[Match]
    count: int = Field(description="Products that meet every must-have.")
    total: int
    next_attr: str | None = Field(description="The question that would tell most; null if none.")
    finished: bool


class GuideLive(View):
    """A run with its questions, for the agent beside it."""

    guide: GuideView
    run: GuideRun
