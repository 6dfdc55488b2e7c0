"""What the demo shop's bot knows on the first day."""

import asyncio
from pathlib import Path

import pytest

from chat_server.core import faq
from chat_server.core.words import LANGUAGES
from chat_server.demo.seed import SHOP_ID, seed
from chat_server.storage import faq as faq_rows
from chat_server.storage.engines import open_database
from chat_server.system import System

ASKED = {
    "pl": {
        "gdzie jest moja paczka": "order_status",
        "chcę zwrócić towar": "returns",
        "jak mogę zapłacić": "payment_methods",
        "ile kosztuje dostawa": "delivery_cost",
        "w jakich godzinach pracujecie": "opening_hours",
    },
    "sl": {
        "kje je moj paket": "order_status",
        "rad bi vrnil izdelek": "returns",
        "kako lahko plačam": "payment_methods",
        "koliko stane dostava": "delivery_cost",
        "kdaj ste odprti": "opening_hours",
    },
    "en": {
        "where is my parcel": "order_status",
        "i want to return my order": "returns",
        "how can i pay": "payment_methods",
        "how much is delivery": "delivery_cost",
        "what are your opening hours": "opening_hours",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_everyday_questions_are_answered_from_the_first_day(
    language: str, system: System, tmp_path: Path
) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'demo.sqlite3'}")
    try:
        await seed(database, system, ("http://127.0.0.1:8080",))
        entries = await database.read(lambda conn: faq_rows.entries(conn, SHOP_ID, language))
    finally:
        await database.close()
    matcher = await asyncio.to_thread(faq.train, entries, language=language)
    said = {text: matcher.match(text).answer for text in ASKED[language]}
    assert said == {
        text: f"faq_{language}_{entry_id}" for text, entry_id in ASKED[language].items()
    }
    assert sum(entry.suggested for entry in entries) == 3
