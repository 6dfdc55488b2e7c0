import asyncio

import asyncpg
import pytest
import redis
from blockbuster import BlockingError

from chat_server.config import load_settings
from chat_server.system import System
from tests.support.browsing import Browsing
from tests.support.sources import ROOT
from tests.support.system import START, FakeClock


async def test_a_sleeper_wakes_when_the_clock_gets_there(clock: FakeClock) -> None:
    sleeper = asyncio.create_task(clock.sleep(2))
    await asyncio.wait([sleeper], timeout=0)

    assert clock.next_wake == START + 2_000
    clock.advance(ms=1_999)
    await asyncio.wait([sleeper], timeout=0)
    assert not sleeper.done()
    clock.advance(ms=1)
    await sleeper
    assert clock.monotonic() == 2.0


def test_ids_are_counted_for_each_kind(system: System) -> None:
    made = [system.ids.new("msg"), system.ids.new("cnv"), system.ids.new("msg")]
    assert made == ["msg_1", "cnv_1", "msg_2"]


async def test_a_blocking_call_of_the_product_in_its_loop_raises() -> None:
    with pytest.raises(BlockingError):
        load_settings(ROOT / "config.toml", {})


@pytest.mark.parametrize("turn", [1, 2])
def test_redis_is_real_and_empty(redis_url: str, turn: int) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.incr("turn") == 1


@pytest.mark.parametrize("turn", [1, 2])
async def test_postgres_is_real_and_empty(postgres_url: str, turn: int) -> None:
    connection = await asyncpg.connect(postgres_url)
    await connection.execute("CREATE TABLE turn (id int)")
    await connection.close()


async def test_an_error_on_a_page_fails_the_test(browsing: Browsing) -> None:
    page = await browsing.person()
    await page.goto("data:text/html,<h1>Hi</h1>")
    await page.evaluate("console.error('planted')")
    await page.evaluate("0")
    assert [error.split(": ")[1].split(" (")[0] for error in browsing.errors] == ["planted"]
    browsing.expect_error("planted")


async def test_each_person_has_a_browser_of_their_own(browsing: Browsing) -> None:
    one, other = await browsing.person(dark=True), await browsing.person(phone=True)
    dark = "matchMedia('(prefers-color-scheme: dark)').matches"
    assert (await one.evaluate(dark), await other.evaluate(dark)) == (True, False)
    assert await other.evaluate("innerWidth") == 390
