"""Guided selling over the wire, with the demo shop's catalogue."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chat_server.demo import shelf
from chat_server.services import guides
from chat_server.storage import guides as guide_rows
from chat_server.storage import products as product_rows
from chat_server.storage.database import Tx
from chat_server.storage.engines import open_database
from chat_server.system import System
from tests.support.clients import Refused
from tests.support.serving import Hub, serving, stock
from tests.support.shop import SHOP
from tests.support.system import FakeClock

PRICE = {"attr": "price", "value": 1500, "importance": 80}
PETS = {"attr": "turbo_brush", "chosen": ["cat"], "importance": 100}
QUIET = {"attr": "noise_db", "chosen": ["quiet"], "importance": 60}


@pytest.fixture
async def hub(system: System, clock: FakeClock, tmp_path: Path) -> AsyncIterator[Hub]:
    """A shop with vacuum cleaners and coffee machines."""
    url = f"sqlite:///{tmp_path / 'zalada.sqlite3'}"
    await stock(url)
    database = await open_database(url)

    def op(tx: Tx) -> None:
        product_rows.replace_all(tx.conn, SHOP.id, shelf.products(SHOP.id))
        for guide in shelf.guides(SHOP.id, 1):
            guide_rows.publish(tx.conn, replace(guide, shop_id=SHOP.id))

    await database.write(op)
    await database.close()
    async with serving(system, clock, tmp_path, storage_url=url) as running:
        yield running


def order(run: dict[str, Any]) -> list[tuple[str, int]]:
    """Product ids and percents, as shown."""
    return [(one["product"]["product_id"], one["percent"]) for one in run["matches"]]


async def test_the_list_follows_the_importances_and_points_add_up(hub: Hub) -> None:
    visitor = await hub.visitor()
    listed = await visitor.do("guide.list")
    assert [one["guide_id"] for one in listed["guides"]] == ["vacuums", "coffee"]
    live = (await visitor.do("guide.start", guide_id="vacuums"))["live"]
    assert live["run"]["next_attr"] in {one["attr"] for one in live["guide"]["criteria"]}
    run_id = live["run"]["run_id"]
    pets_first = (await visitor.do("guide.rank", run_id=run_id, answers=[PRICE, PETS, QUIET]))[
        "run"
    ]
    for match in pets_first["matches"]:
        assert sum(fit["points"] for fit in match["fits"]) == match["percent"]
    quiet_first = (
        await visitor.do(
            "guide.rank",
            run_id=run_id,
            answers=[PRICE, {**PETS, "importance": 5}, {**QUIET, "importance": 100}],
        )
    )["run"]
    assert order(pets_first) != order(quiet_first)
    assert quiet_first["revision"] == 2


async def test_a_large_catalogue_is_ranked_beside_the_loop_with_the_same_list(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = await hub.visitor()
    run_id = (await visitor.do("guide.start", guide_id="vacuums"))["live"]["run"]["run_id"]
    at_once = (await visitor.do("guide.rank", run_id=run_id, answers=[PRICE, PETS]))["run"]
    monkeypatch.setattr(guides, "RANKED_AT_ONCE", 0)
    beside = (await visitor.do("guide.rank", run_id=run_id, answers=[PRICE, PETS]))["run"]
    assert beside == at_once


async def test_a_run_survives_a_reload_and_ends_when_finished(hub: Hub) -> None:
    visitor = await hub.visitor()
    run_id = (await visitor.do("guide.start", guide_id="vacuums"))["live"]["run"]["run_id"]
    await visitor.do("guide.rank", run_id=run_id, answers=[PRICE])
    await hub.server.tick()
    again = await hub.visitor(token=visitor.token)
    live = (await again.do("guide.start", guide_id="vacuums"))["live"]
    assert live["run"]["run_id"] == run_id
    assert [one["attr"] for one in live["run"]["answers"]] == ["price"]
    await again.do("guide.finish", run_id=run_id)
    fresh = (await again.do("guide.start", guide_id="vacuums"))["live"]
    assert fresh["run"]["run_id"] != run_id


async def test_the_agent_sees_the_run_live_and_nudges_it(hub: Hub) -> None:
    agent = await hub.agent()
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("I want a vacuum"))["conversation_id"]
    opened = await agent.do("conversation.open", conversation_id=conversation_id)
    assert opened["guide"] is None
    run_id = (await visitor.do("guide.start", guide_id="vacuums"))["live"]["run"]["run_id"]
    await visitor.do("guide.rank", run_id=run_id, answers=[PRICE, QUIET])
    seen = await agent.until("guide.changed", conversation_id=conversation_id)
    assert seen["live"]["guide"]["guide_id"] == "vacuums"
    await agent.do("guide.nudge", run_id=run_id, answer={**QUIET, "importance": 90})
    nudged = await visitor.until("guide.nudged")
    assert nudged["agent"]["name"] == "Ana"
    assert (nudged["before"]["importance"], nudged["after"]["importance"]) == (60, 90)


async def test_nobody_ranks_a_strangers_run_or_answers_nonsense(hub: Hub) -> None:
    visitor, stranger = await hub.visitor(), await hub.visitor()
    run_id = (await visitor.do("guide.start", guide_id="vacuums"))["live"]["run"]["run_id"]
    with pytest.raises(Refused) as foreign:
        await stranger.do("guide.rank", run_id=run_id, answers=[])
    assert (foreign.value.code, foreign.value.field) == ("not_found", "run_id")
    for answer, field in (
        ({"attr": "colour of the moon", "importance": 5}, "answers.colour of the moon"),
        ({**PETS, "chosen": ["dragon"]}, "answers.turbo_brush"),
        ({**PRICE, "importance": 1000}, "answers.0.importance"),
    ):
        with pytest.raises(Refused) as nonsense:
            await visitor.do("guide.rank", run_id=run_id, answers=[answer])
        assert (nonsense.value.code, nonsense.value.field) == ("command.invalid", field)


async def test_an_agent_sends_a_product_with_an_answer(hub: Hub) -> None:
    agent = await hub.agent()
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Which one?"))["conversation_id"]
    epoch = (await agent.open(conversation_id))["epoch"]
    await agent.do(
        "message.send",
        conversation_id=conversation_id,
        client_id="client-with-product",
        text="This one.",
        epoch=epoch,
        product_ids=["norda-silent-5"],
    )
    told = await visitor.until("message.posted", text="This one.")
    assert told["body"]["products"][0]["title"] == "Norda Silent 5"
