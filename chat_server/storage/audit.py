"""The audit trail: appended in the same transaction as what it tells of."""

import json

from sqlalchemy import Connection

from chat_server.storage.schema import audit


def add(
    conn: Connection,
    *,
    at: int,
    actor: str,
    action: str,
    object: str,  # noqa: A002 # the trail's own word
    shop_id: str | None = None,
    **details: object,
) -> None:
    """``actor`` did ``action`` to ``object``; no message text, no phone numbers in ``details``."""
    conn.execute(
        audit.insert().values(
            shop_id=shop_id,
            at=at,
            actor=actor,
            action=action,
            object=object,
            details=json.dumps(details, sort_keys=True),
        )
    )
