"""A shopper whose network lets no websocket through: commands over HTTPS, sync by asking."""

from typing import Any

from aiohttp import ClientConnectionError, ClientSession, TCPConnector

from tests.faults.client import PATIENT
from tests.faults.line import Body
from tests.faults.pause import pause
from tests.faults.records import Acked, Joined, Journal, Sent, Shown, Ticked
from tests.faults.shop_data import Visitor

ROUTE = "/api/v1/visitor/command"


class HttpsShopper:
    """Sends and syncs with ``POST``; the same rules as everywhere."""

    def __init__(
        self, name: str, visitor: Visitor, address: tuple[str, int], journal: Journal
    ) -> None:
        self.name = name
        self._journal = journal
        self._url = f"http://{address[0]}:{address[1]}{ROUTE}"
        headers = {"Authorization": f"Bearer {visitor.token}"}
        self._http = ClientSession(headers=headers, connector=TCPConnector(limit=1))
        self._conversation: str | None = None
        self._last = 0
        journal.write(Joined(name, "visitor", visitor.id))

    async def ask(self, name: str, payload: Body) -> Body:
        """One command until it is answered for good."""
        while True:
            try:
                async with self._http.post(
                    self._url, json={"name": name, "payload": payload}
                ) as answer:
                    ack: dict[str, Any] = await answer.json()
            except ClientConnectionError:
                await pause(0.2)
                continue
            error = ack.get("error") or {}
            if not error or error["code"] not in PATIENT:
                return ack
            await pause((error.get("retry_after") or 200) / 1000)

    async def talk(self, count: int) -> None:
        """Say so many things, and look in between what was answered."""
        for number in range(1, count + 1):
            client_id = f"{self.name}-{number:06}"
            text = f"message {number} of {self.name}"
            self._journal.write(Sent(self.name, client_id, text, number))
            payload = {
                "client_id": client_id,
                "text": text,
                "conversation_id": self._conversation,
            }
            ack = await self.ask("message.send", payload)
            assert ack["ok"], ack
            data = ack["data"]
            self._conversation = data["conversation_id"]
            self._journal.write(
                Acked(
                    self.name, client_id, data["conversation_id"], data["message_id"], data["seq"]
                )
            )
            self._journal.write(Ticked(self.name, client_id))
            if number % 5 == 0:
                await self.sync()

    async def sync(self) -> None:
        """Show what is new."""
        if self._conversation is None:
            return
        more = True
        while more:
            asked = {"conversations": {self._conversation: self._last}}
            ack = await self.ask("sync", asked)
            assert ack["ok"], ack
            (synced,) = ack["data"]["conversations"]
            more = synced["more"]
            for event in synced["events"]:
                self._show(event)

    def _show(self, event: Body) -> None:
        body = event["body"]
        if event["seq"] <= self._last:
            return
        self._last = event["seq"]
        self._journal.write(
            Shown(
                self.name,
                event["conversation_id"],
                "public",
                event["seq"],
                body["type"],
                body.get("message_id") or "",
                body.get("text") or "",
            )
        )

    async def close(self) -> None:
        """No more."""
        await self._http.close()
