"""What tests here never do: wait for time, or look away."""

import ast
import re

import pytest

from tests.support.sources import files, imports, shown

TESTS = [path for path in files(".py") if shown(path).startswith("tests/")]


@pytest.mark.parametrize("path", TESTS, ids=shown)
def test_nothing_waits_for_time_to_pass(path) -> None:
    slept = {
        name
        for name in imports(path)
        if name in {"time.sleep", "asyncio.sleep", "anyio.sleep", "trio.sleep"}
    }
    calls = [
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
    ]
    waits = [
        call
        for call in calls
        if call in {"time.sleep", "asyncio.sleep", "anyio.sleep"}
        or call.endswith(".wait_for_timeout")
    ]
    assert (slept, waits) == (set(), [])


@pytest.mark.parametrize("path", TESTS, ids=shown)
def test_nothing_is_skipped_or_expected_to_fail(path) -> None:
    looked_away = re.findall(
        r"pytest\.(?:mark\.)?(?:skip|skipif|xfail|importorskip)\b", path.read_text()
    )
    assert looked_away == []


def test_front_end_tests_do_neither() -> None:
    found = [
        shown(path)
        for path in files(".ts", ".tsx")
        if ".test." in path.name
        and re.search(r"\b(it|test|describe)\.(skip|only|todo|fails)\b", path.read_text())
    ]
    assert found == []
