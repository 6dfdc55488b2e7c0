"""A reply that arrives while the shopper is gone goes after them by mail, and brings them back."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from chat_server.system import System
from tests.journeys.mailing import posted, with_mail
from tests.support.clients import AgentClient, VisitorClient
from tests.support.mail_server import MailServer, mail_server, text_of
from tests.support.serving import Hub, serving
from tests.support.shop import AGENTS, OTHER_SHOP, SHOP
from tests.support.storage import on_both_engines
from tests.support.system import FakeClock

ANA = AGENTS[0]
PAGE = "https://shop.example/filters?size=2"


@pytest.fixture
def smtp() -> Iterator[MailServer]:
    """The shop's mail server."""
    with mail_server() as server:
        yield server


@pytest.fixture
async def hub(
    system: System, clock: FakeClock, tmp_path: Path, storage_url: str, smtp: MailServer
) -> AsyncIterator[Hub]:
    """A server that sends mail."""
    settings = with_mail(smtp)
    async with serving(
        system, clock, tmp_path, storage_url=storage_url, settings=settings
    ) as running:
        yield running
        await running.require_laws()


async def left(hub: Hub, language: str = "en") -> tuple[VisitorClient, str]:
    """Somebody leaves a message and goes; returns them and the conversation."""
    visitor = await hub.visitor(language=language, page_url=PAGE)
    ack = await visitor.do(
        "message.leave",
        client_id=visitor.client_id(),
        email="maja@example.com",
        text="Do you sell spare filters?",
    )
    await visitor.close()
    await hub.gone(visitor)
    return visitor, ack["conversation_id"]


async def answer(hub: Hub, conversation_id: str, *texts: str) -> AgentClient:
    """An agent says these."""
    ana = await hub.agent(ANA)
    epoch = (await ana.open(conversation_id))["epoch"]
    for text in texts:
        await ana.say(conversation_id, text, epoch)
    return ana


def code_in(smtp: MailServer) -> str:
    """The code of the link in the last mail."""
    found = re.search(r"/resume/(\S+)", text_of(smtp.mails[-1]))
    assert found is not None
    return found[1]


@on_both_engines
async def test_replies_to_somebody_who_left_come_in_one_mail(hub: Hub, smtp: MailServer) -> None:
    _, conversation_id = await left(hub)
    await answer(hub, conversation_id, "Yes, we do.", "<b>From 5 EUR.</b>")
    await posted(hub)
    assert smtp.mails == []  # more may be said within the settling time
    await posted(hub, minutes=1)
    assert len(smtp.mails) == 1
    mail = smtp.mails[0]
    assert (mail["To"], mail["Subject"]) == ("maja@example.com", "Kurz: an answer to your message")
    assert mail["From"] == "Kurz <chat@shop.example>"
    text = text_of(mail)
    assert text.index("Yes, we do.") < text.index("<b>From 5 EUR.</b>")
    assert "&lt;b&gt;From 5 EUR.&lt;/b&gt;" in text_of(mail, "html")
    await posted(hub, minutes=10)
    assert len(smtp.mails) == 1


@pytest.mark.parametrize(
    ("language", "subject"),
    [("pl", "Kurz: odpowiedź na Twoją wiadomość"), ("sl", "Kurz: odgovor na vaše sporočilo")],
)
async def test_the_mail_is_in_the_language_of_the_conversation(
    hub: Hub, smtp: MailServer, language: str, subject: str
) -> None:
    _, conversation_id = await left(hub, language)
    await answer(hub, conversation_id, "Ja / tak / yes")
    await posted(hub, minutes=1)
    assert smtp.mails[0]["Subject"] == subject


async def test_nobody_who_is_there_gets_mail(hub: Hub, smtp: MailServer) -> None:
    visitor, conversation_id = await left(hub)
    await answer(hub, conversation_id, "Yes, we do.")
    await hub.visitor(token=visitor.token)
    await posted(hub, minutes=5)
    assert smtp.mails == []


async def test_a_reply_left_unread_follows_whoever_goes(hub: Hub, smtp: MailServer) -> None:
    visitor, conversation_id = await left(hub)
    back = await hub.visitor(token=visitor.token)
    await answer(hub, conversation_id, "Yes, we do.")
    await back.until("message.posted", text="Yes, we do.")
    await back.close()
    await hub.gone(back)
    await posted(hub)
    await posted(hub, minutes=1)
    assert "Yes, we do." in text_of(smtp.mails[0])


@on_both_engines
async def test_the_link_leads_back_into_the_conversation_once(hub: Hub, smtp: MailServer) -> None:
    visitor, conversation_id = await left(hub)
    await answer(hub, conversation_id, "Yes, we do.")
    await posted(hub, minutes=1)
    link = f"{hub.url}/resume/{code_in(smtp)}"
    for _ in range(2):  # a mail scanner opens the link as well
        async with hub.http.get(link) as page:
            assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
    async with hub.http.post(link, allow_redirects=False) as led:
        place, _, handover = led.headers["Location"].partition("#zalada-resume=")
        assert (led.status, place) == (303, PAGE)
    async with hub.http.post(link, allow_redirects=False) as again:
        assert again.status == 410
    body = {"shop": SHOP.key, "code": handover}
    address = f"{hub.url}/api/v1/visitors/resume"
    async with hub.http.post(address, json=body, headers={"Origin": SHOP.origins[0]}) as got:
        arrived = await got.json()
        assert got.headers["Access-Control-Allow-Origin"] == SHOP.origins[0]
    assert arrived["visitor_id"] == visitor.welcome["visitor_id"]
    elsewhere = await hub.visitor(token=arrived["token"])
    assert elsewhere.welcome["conversation"]["conversation_id"] == conversation_id
    async with hub.http.post(address, json=body, headers={"Origin": SHOP.origins[0]}) as twice:
        assert twice.status == 401


async def test_a_code_is_of_use_on_its_own_shops_pages_only(hub: Hub, smtp: MailServer) -> None:
    _, conversation_id = await left(hub)
    await answer(hub, conversation_id, "Yes, we do.")
    await posted(hub, minutes=1)
    link = f"{hub.url}/resume/{code_in(smtp)}"
    async with hub.http.post(link, allow_redirects=False) as led:
        handover = led.headers["Location"].partition("#zalada-resume=")[2]
    address = f"{hub.url}/api/v1/visitors/resume"
    for shop, origin, status in (
        (SHOP, "https://evil.example", 403),
        (OTHER_SHOP, OTHER_SHOP.origins[0], 401),
    ):
        body = {"shop": shop.key, "code": handover}
        async with hub.http.post(address, json=body, headers={"Origin": origin}) as refused:
            assert refused.status == status


async def test_a_link_is_over_after_a_week(hub: Hub, smtp: MailServer) -> None:
    _, conversation_id = await left(hub)
    ana = await answer(hub, conversation_id, "Yes, we do.")
    await posted(hub, minutes=1)
    await ana.close()
    hub.clock.advance(hours=24 * 7)
    async with hub.http.get(f"{hub.url}/resume/{code_in(smtp)}") as page:
        assert page.status == 410


async def test_mail_that_fails_is_tried_again_later(hub: Hub, smtp: MailServer) -> None:
    _, conversation_id = await left(hub)
    ana = await answer(hub, conversation_id, "Yes, we do.")
    smtp.answer = "451 come back later"
    await posted(hub, minutes=1)
    (waiting,) = (await ana.do("outbox.dead"))["letters"]
    assert (waiting["attempts"], waiting["dead_at"]) == (1, None)
    assert waiting["due_at"] == hub.clock.now() + 60_000
    smtp.answer = "250 OK"
    await posted(hub, minutes=1)
    assert len(smtp.mails) == 1
    assert (await ana.do("outbox.dead"))["letters"] == []


async def test_mail_to_an_address_that_is_none_is_shown_and_can_be_retried(
    hub: Hub, smtp: MailServer
) -> None:
    _, conversation_id = await left(hub)
    ana = await answer(hub, conversation_id, "Yes, we do.")
    smtp.answer = "550 no such user"
    await posted(hub, minutes=1)
    (dead,) = (await ana.do("outbox.dead"))["letters"]
    assert (dead["subject_id"], dead["dead_at"]) == (conversation_id, hub.clock.now())
    smtp.answer = "250 OK"
    await ana.do("outbox.retry", outbox_id=dead["outbox_id"])
    await posted(hub)
    assert len(smtp.mails) == 1


async def test_a_reply_that_a_stop_left_unsent_is_sent_after_the_start(
    system: System, clock: FakeClock, tmp_path: Path, storage_url: str, smtp: MailServer
) -> None:
    settings = with_mail(smtp)
    async with serving(
        system, clock, tmp_path, storage_url=storage_url, settings=settings
    ) as first:
        _, conversation_id = await left(first)
        await answer(first, conversation_id, "Yes, we do.")
    async with serving(
        system, clock, tmp_path, storage_url=storage_url, settings=settings
    ) as second:
        await posted(second, minutes=1)
    assert len(smtp.mails) == 1
