"""Mail about callbacks: the shopper's confirmation, the agents' reminders."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from chat_server.system import System
from tests.journeys.mailing import posted, with_mail
from tests.journeys.test_callback_links import requested
from tests.support.mail_server import MailServer, mail_server, text_of
from tests.support.serving import Hub, serving
from tests.support.shop import AGENTS
from tests.support.system import FakeClock

ANA, JAN = AGENTS


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


async def test_whoever_left_an_address_gets_the_appointment_by_mail(
    hub: Hub, smtp: MailServer
) -> None:
    visitor = await hub.visitor(language="pl")
    await visitor.do(
        "message.leave", client_id=visitor.client_id(), email="maja@example.com", text="Hej"
    )
    slots = await visitor.do("callback.slots")
    free = [one["start_at"] for one in slots["slots"] if one["free"]]
    ack = await visitor.do(
        "callback.request",
        client_id=visitor.client_id(),
        phone="601 234 567",
        wanted_at=free[0],
        consent=True,
        consent_version=slots["consent_version"],
    )
    await posted(hub)
    await visitor.do("callback.move", callback_id=ack["callback"]["callback_id"], wanted_at=free[1])
    await posted(hub)
    await visitor.do("callback.cancel", callback_id=ack["callback"]["callback_id"])
    await posted(hub)
    reference = ack["callback"]["reference"]
    assert [mail["Subject"] for mail in smtp.mails] == [
        f"Kurz: zadzwonimy, nr {reference}",
        f"Kurz: nowy termin rozmowy, nr {reference}",
        f"Kurz: rozmowa odwołana, nr {reference}",
    ]
    assert {mail["To"] for mail in smtp.mails} == {"maja@example.com"}
    calendars = [str(part.get_content()) for mail in smtp.mails for part in mail.iter_attachments()]
    assert [text.count("METHOD:PUBLISH") for text in calendars] == [1, 1, 0]
    assert f"{hub.url}/callback/" in text_of(smtp.mails[0])


async def test_an_agent_is_reminded_of_what_they_claimed_and_leaders_of_what_nobody_called(
    hub: Hub, smtp: MailServer
) -> None:
    jan = await hub.agent(JAN)
    _, callback = await requested(hub, slot=0)
    (listed,) = (await jan.do("callback.list"))["callbacks"]
    await jan.do("callback.claim", callback_id=listed["callback_id"], epoch=listed["epoch"])
    for ahead in (-10, 0, 3, 18):
        hub.clock.jump(callback["wanted_at"] + ahead * 60_000)
        await posted(hub)
        await posted(hub)
    assert [mail["To"] for mail in smtp.mails] == [JAN.email, JAN.email, ANA.email]
    assert callback["reference"] in smtp.mails[-1]["Subject"]
