"""FAQ entries from files and ready-made sets: all of a file or nothing of it."""

import csv
import io
import json
from typing import Any

import pytest

from tests.support.clients import AgentClient, Refused
from tests.support.serving import Hub
from tests.support.shop import AGENTS, SHOP
from tests.support.storage import on_both_engines

ANA = AGENTS[0]


async def take(agent: AgentClient, text: str, **more: object) -> dict[str, Any]:
    """Import a CSV in English."""
    asked = {"shop_id": SHOP.id, "language": "en", "format": "csv", **more}
    return await agent.do("faq.import", content=text, **asked)


async def export(agent: AgentClient, format_name: str) -> str:
    """The text of the English entries."""
    file = await agent.do("faq.export", shop_id=SHOP.id, language="en", format=format_name)
    text: str = file["text"]
    return text


async def entries(agent: AgentClient, language: str = "en") -> list[dict[str, Any]]:
    """The shop's entries."""
    listed = await agent.do("faq.list", shop_id=SHOP.id, language=language)
    found: list[dict[str, Any]] = listed["entries"]
    return found


@on_both_engines
async def test_a_file_adds_what_is_new_and_changes_what_is_known(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    text = (
        "question;alternatives;answer;tags;enabled\n"
        '"Do you wrap gifts?";"gift wrapping\ncan it be a present";"Yes; for free.";gifts;yes\n'
        "how can i pay?;;Only by card.;;\n"
    )
    checked = await take(ana, text, check=True)
    assert (checked["created"], checked["changed"], checked["problems"]) == (1, 1, [])
    assert len(await entries(ana)) == 3
    done = await take(ana, text)
    assert (done["created"], done["changed"], done["same"]) == (1, 1, 0)
    listed = await entries(ana)
    assert [one["answer"] for one in listed] == [
        "You have 30 days.",
        "Tomorrow, as a rule.",
        "Only by card.",
        "Yes; for free.",
    ]
    assert listed[3]["alternatives"] == ["gift wrapping", "can it be a present"]


async def test_with_one_wrong_row_nothing_of_a_file_is_taken_over(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    text = (
        "question,answer,enabled,links\n"
        "Do you wrap gifts?,Yes.,maybe,\n"
        "Are you open?,,yes,\n"
        "Where are you?,Here.,yes,Map javascript:alert(1)\n"
        "Where  are YOU?,There.,yes,\n"
        "Fine?,Yes.,yes,,extra\n"
    )
    done = await take(ana, text)
    assert [(one["row"], one["field"], one["code"]) for one in done["problems"]] == [
        (2, "enabled", "invalid"),
        (6, "", "format"),
        (3, "answer", "missing"),
        (4, "links.0.url", "invalid"),
    ]
    assert len(await entries(ana)) == 3


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("question\nWho?\n", (1, "answer", "missing")),
        ("question,answer,colour\nWho?,Me.,red\n", (1, "colour", "unknown")),
        ('question,answer\n"Who?,Me.\n', (0, "", "format")),
        ("question,answer\nWho?,Me.\nwho?,You.\n", (3, "question", "duplicate")),
    ],
)
async def test_what_is_wrong_with_a_file_is_told_by_row(
    hub: Hub, text: str, problem: tuple[int, str, str]
) -> None:
    ana = await hub.agent(ANA)
    told = (await take(ana, text))["problems"]
    assert [(one["row"], one["field"], one["code"]) for one in told] == [problem]


@pytest.mark.parametrize("format_name", ["csv", "json"])
async def test_what_was_exported_comes_back_as_it_was(hub: Hub, format_name: str) -> None:
    ana = await hub.agent(ANA)
    entry = {
        "question": "=1+1, is it two?",
        "alternatives": ["@home", "-5 %", "'quoted'"],
        "answer": "+48 22 123 45 67\nsecond line, “quoted”",
        "links": [{"label": "The map here", "url": "https://shop.example/map"}],
        "buttons": [{"action": "guide", "target": "vacuums"}, {"action": "person", "target": ""}],
        "follow_ups": ["faq_1"],
        "tags": ["a b"],
        "suggested": True,
        "valid_from": 1_772_445_600_000,
    }
    await ana.do("faq.save", shop_id=SHOP.id, language="en", entry=entry)
    before = await entries(ana)
    done = await take(ana, await export(ana, format_name), format=format_name)
    assert (done["created"], done["changed"], done["same"], done["problems"]) == (0, 0, 4, [])
    assert await entries(ana) == before


async def test_no_cell_of_an_export_is_run_by_a_spreadsheet(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    for number, start in enumerate(("=", "+", "-", "@", "\t", "\r")):
        entry = {"question": f"Question {number}?", "answer": f"{start}HYPERLINK(1)"}
        await ana.do("faq.save", shop_id=SHOP.id, language="en", entry=entry)
    cells = [
        cell
        for line in csv.reader(io.StringIO(await export(ana, "csv"), newline=""))
        for cell in line
    ]
    assert sum("HYPERLINK" in cell for cell in cells) == 6
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


async def test_what_is_no_list_of_entries_is_refused_as_a_file(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    for text in ("{", "[1]", json.dumps({"entries": "x"})):
        told = await take(ana, text, format="json")
        assert told["problems"] == [{"row": 0, "field": "", "code": "format"}]


@pytest.mark.parametrize("language", SHOP.languages)
async def test_a_shop_starts_from_ready_made_entries(hub: Hub, language: str) -> None:
    ana = await hub.agent(ANA)
    asked = {"shop_id": SHOP.id, "language": language}
    ready = await ana.do("faq.starter", **asked)
    assert len(ready["entries"]) >= 20
    chosen = [one["starter_id"] for one in ready["entries"] if not one["taken"]][:2]
    there = len(await entries(ana, language))
    added = await ana.do("faq.starter", **asked, add=chosen)
    assert added["added"] == 2
    taken = {one["starter_id"] for one in added["entries"] if one["taken"]}
    assert set(chosen) <= taken
    again = await ana.do("faq.starter", **asked, add=chosen)
    assert again["added"] == 0
    assert len(await entries(ana, language)) == there + 2


async def test_a_ready_made_entry_that_does_not_exist_cannot_be_added(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    with pytest.raises(Refused) as refused:
        await ana.do("faq.starter", shop_id=SHOP.id, language="en", add=["nonsense"])
    assert (refused.value.code, refused.value.field) == ("not_found", "add")
