"""Puts the demo shop into a database: its shop, people and FAQ, once."""

from dataclasses import replace

from argon2 import PasswordHasher

from chat_server.core.faq import starter_entries
from chat_server.core.shop import Agent, Shop
from chat_server.core.words import LANGUAGES
from chat_server.demo import content, shelf
from chat_server.storage import agents as agent_rows
from chat_server.storage import faq as faq_rows
from chat_server.storage import guides as guide_rows
from chat_server.storage import products as product_rows
from chat_server.storage import shops as shop_rows
from chat_server.storage.database import Database, Tx
from chat_server.storage.faq import FaqEntry
from chat_server.system import System

SHOP_ID = "shp_demo"
PASSWORD = "za-lada-demo"  # printed at every start of the demo, by design
ROLES = {"owner": "admin", "supervisor": "supervisor", "agent": "agent"}
SUGGESTED = frozenset({"order_status", "returns", "delivery_cost"})
# questions of other kinds of shops
NOT_SOLD = frozenset({"size", "gift_card"})


async def seed(database: Database, system: System, origins: tuple[str, ...]) -> None:
    """Add what is missing; what is there is left alone, but the shop's origins follow the port."""

    def op(tx: Tx) -> None:
        shops = {shop.id: shop for shop in shop_rows.all_shops(tx.conn)}
        if SHOP_ID not in shops:
            _add(tx, system, origins)
        elif shops[SHOP_ID].origins != origins:
            shop_rows.save(tx.conn, _shop(system, origins))

    await database.write(op)


def _shop(system: System, origins: tuple[str, ...]) -> Shop:
    shop = content.shop()
    first = shop["languages"][0]
    return Shop(
        id=SHOP_ID,
        key=shop["key"],
        name=shop["name"][first],
        brand=shop["brand"],
        origins=origins,
        languages=tuple(shop["languages"]),
        country=shop["country"],
        time_zone=shop["time_zone"],
        currency=shop["currency"][first],
        bot_name=shop["bot_name"][first],
        hours=content.hours(),
        texts={
            key: shop[key] for key in ("name", "bot_name", "greeting", "greeting_more", "currency")
        },
        created_at=system.clock.now(),
    )


def _add(tx: Tx, system: System, origins: tuple[str, ...]) -> None:
    now = system.clock.now()
    shop_rows.insert(tx.conn, _shop(system, origins))
    password_hash = PasswordHasher().hash(PASSWORD)
    for person in content.agents():
        agent_rows.insert(
            tx.conn,
            Agent(
                id=f"agt_{person['id']}",
                email=person["email"],
                name=person["name"],
                face=person["face"],
                password_hash=password_hash,
                role=ROLES[person["role"]],
                languages=tuple(person["languages"]),
                idle_since=now,
                created_at=now,
                shop_ids=(SHOP_ID,),
            ),
        )
    product_rows.replace_all(tx.conn, SHOP_ID, shelf.products(SHOP_ID))
    for guide in shelf.guides(SHOP_ID, now):
        guide_rows.publish(tx.conn, guide)
    for language in LANGUAGES:
        for index, entry in enumerate(_entries(language, now)):
            faq_rows.insert(tx.conn, replace(entry, created_at=now + index))


def _entries(language: str, now: int) -> list[FaqEntry]:
    """What any shop is asked, with this one's answers, and what only this one is asked."""
    own = content.faq(language)
    told = content.answers(language)
    taken = {entry["id"].replace("-", "_") for entry in own} | NOT_SOLD
    general = [
        {
            "id": entry.id,
            "question": entry.question,
            "alternatives": entry.alternatives,
            "answer": told.get(entry.id, entry.answer),
            "tags": entry.tags,
        }
        for entry in starter_entries(language)
        if entry.id not in taken
    ]
    return [
        FaqEntry(
            id=f"faq_{language}_{entry['id']}",
            shop_id=SHOP_ID,
            language=language,
            question=entry["question"],
            alternatives=tuple(entry["alternatives"]),
            answer=entry["answer"],
            tags=tuple(entry.get("tags", ())),
            enabled=True,
            suggested=entry["id"] in SUGGESTED,
            created_at=now,
            updated_at=now,
        )
        for entry in [*general, *own]
    ]
