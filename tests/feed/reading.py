"""Feeds as a shop serves them, in bytes and in chunks."""

from chat_server.services.feed import FeedProduct, RowError, read_feed

NOW = 1_700_000_000_000  # 14 November 2023, 22:13 UTC


def read(text, *, chunk=64, currency="PLN", now=NOW, **options):
    """All entries of a feed that arrives in small chunks."""
    data = text.encode() if isinstance(text, str) else text
    chunks = [data[i : i + chunk] for i in range(0, len(data), chunk)]
    return list(read_feed(chunks, currency=currency, now=now, **options))


def products(text, **options):
    return [entry for entry in read(text, **options) if isinstance(entry, FeedProduct)]


def errors(text, **options):
    return [
        (entry.row, entry.field, entry.reason, entry.kept)
        for entry in read(text, **options)
        if isinstance(entry, RowError)
    ]
