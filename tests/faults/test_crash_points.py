"""Crash points: none by default, unknown ones refused, each at its moment."""

from pathlib import Path

import pytest

from chat_server import crash_points
from chat_server.crash_points import VARIABLE, CrashPoint
from tests.faults.pause import until
from tests.faults.world import World


@pytest.mark.parametrize("text", ["after_lunch:1", "before_commit", "before_commit:0", ":1"])
def test_an_unknown_crash_point_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=VARIABLE):
        crash_points.parse(text)


@pytest.mark.parametrize("point", [*CrashPoint, None])
async def test_the_end_comes_at_its_point_and_only_there(
    point: CrashPoint | None, tmp_path: Path
) -> None:
    world = World(f"sqlite:///{tmp_path / 'zalada.sqlite3'}")
    await world.build()
    await world.people()
    await world.services.agent_alive("agt_ana", "console")
    ends: list[int] = []
    environ = {} if point is None else {VARIABLE: f"{point}:1"}
    crash_points.arm(environ, world.services.database, ends.append)
    await world.services.conversations.say(
        world.speakers[0], conversation_id=None, client_id="client-0001", text="Hello?"
    )
    if point is not None:
        await until(lambda: bool(ends), 5, "the end")
    await world.settle()
    await world.end()
    assert ends == ([] if point is None else [crash_points.EXIT_CODE])
