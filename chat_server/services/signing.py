"""Codes for links that can be made again at any time and by nobody else."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

from chat_server.storage import contact
from chat_server.storage.database import Database, Tx
from chat_server.system import System

NAME = "links"
SIGNATURE_BYTES = 18


class Signer:
    """Signs ids with a key that is made once an installation and kept in the database."""

    def __init__(self, database: Database, system: System) -> None:
        self._database = database
        self._system = system
        self._key = b""

    async def load(self) -> None:
        """Read the key, or make it."""
        fresh = self._system.chance.token()

        def op(tx: Tx) -> str:
            known = contact.key(tx.conn, NAME)
            if known is None:
                contact.add_key(tx.conn, NAME, fresh, self._system.clock.now())
            return known or fresh

        self._key = (await self._database.write(op)).encode()

    def code(self, kind: str, subject_id: str) -> str:
        """The code that stands for ``subject_id`` in links of this kind."""
        return f"{subject_id}.{self._signature(kind, subject_id)}"

    def subject(self, kind: str, code: str) -> str | None:
        """What a code stands for; None for one that was not made here."""
        subject_id, _, given = code.rpartition(".")
        wanted = self._signature(kind, subject_id)
        same = hmac.compare_digest(given.encode(errors="replace"), wanted.encode())
        return subject_id if same and subject_id else None

    def _signature(self, kind: str, subject_id: str) -> str:
        if not self._key:
            raise RuntimeError("load the key first")
        text = f"{kind}\n{subject_id}".encode(errors="surrogatepass")
        digest = hmac.new(self._key, text, sha256).digest()[:SIGNATURE_BYTES]
        return urlsafe_b64encode(digest).decode()
