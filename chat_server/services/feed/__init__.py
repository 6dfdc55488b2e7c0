"""Product feeds: bytes in, products and errors by row out, in constant memory.

with path.open("rb") as file:
    for entry in read_feed(chunks_of(file), currency="PLN", now=clock.now()):
        ...  # a FeedProduct, or a RowError for the owner
"""

from chat_server.services.feed.pipeline import Import, TypedProduct, prepare_import
from chat_server.services.feed.product import REASONS, FeedError, FeedProduct, RowError
from chat_server.services.feed.read import Format, chunks_of, detect_format, read_feed

__all__ = [
    "REASONS",
    "FeedError",
    "FeedProduct",
    "Format",
    "Import",
    "RowError",
    "TypedProduct",
    "chunks_of",
    "detect_format",
    "prepare_import",
    "read_feed",
]
