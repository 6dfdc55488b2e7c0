"""The shop that most tests happen in: open when a test begins, two agents, three entries."""

from dataclasses import replace

from chat_server.core.shop import Agent, Shop

_DAY = [{"from": "09:00", "to": "18:00"}]
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")

SHOP = Shop(
    id="shp_1",
    key="test-shop",
    name="Kurz",
    brand="#17604f",
    origins=("https://shop.example",),
    languages=("pl", "sl", "en"),
    country="PL",
    time_zone="Europe/Warsaw",
    currency="PLN",
    bot_name="Assistant",
    hours={
        "time_zone": "Europe/Warsaw",
        "weekly": {**dict.fromkeys(_WEEKDAYS, _DAY), "saturday": [], "sunday": []},
        "holidays": {"country": "PL", "subdivision": None, "closed": True},
        "exceptions": [],
        "closures": [],
    },
    texts={},
    created_at=1,
)

AGENTS = (
    Agent(
        id="agt_ana",
        email="ana@shop.example",
        name="Ana",
        face="ana",
        password_hash="",
        role="admin",
        idle_since=1,
        created_at=1,
        shop_ids=(SHOP.id,),
    ),
    Agent(
        id="agt_jan",
        email="jan@shop.example",
        name="Jan",
        face="jan",
        password_hash="",
        capacity=2,
        idle_since=2,
        created_at=2,
        shop_ids=(SHOP.id,),
    ),
)

# somebody else's shop on the same server: nothing of it may ever be seen in the first
OTHER_SHOP = replace(
    SHOP,
    id="shp_2",
    key="other-shop",
    name="Inny",
    origins=("https://other.example",),
    created_at=2,
)

OTHER_AGENT = Agent(
    id="agt_eva",
    email="eva@other.example",
    name="Eva",
    face="",
    password_hash="",
    idle_since=3,
    created_at=3,
    shop_ids=(OTHER_SHOP.id,),
)

# language, question, alternatives, answer
FAQ: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    (
        "en",
        "How long can I return things?",
        (
            "what is your return policy",
            "can I send it back",
            "I want to return my order",
            "returning an item",
            "how do I give something back",
        ),
        "You have 30 days.",
    ),
    (
        "en",
        "When does my parcel arrive?",
        (
            "where is my package",
            "how long does delivery take",
            "when will you deliver",
            "delivery time",
            "my order has not come yet",
        ),
        "Tomorrow, as a rule.",
    ),
    (
        "en",
        "How can I pay?",
        (
            "which payment methods do you accept",
            "can I pay by card",
            "is cash on delivery possible",
            "paying with bank transfer",
            "payment options",
        ),
        "By card, BLIK or bank transfer.",
    ),
)
