"""Products of a feed kept on disk between the two passes of an import."""

import marshal
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Final

from chat_server.services.feed.product import FeedProduct

_BATCH: Final = 500  # products written at a time


class Spool:
    """Write once, read as often as needed, then ``close``; nobody else reads or writes the file."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed by close()
        self._lengths: list[int] = []
        self._batch: list[tuple[object, ...]] = []

    def add(self, product: FeedProduct) -> None:
        """Keep one more product."""
        self._batch.append(tuple(product))
        if len(self._batch) == _BATCH:
            self._flush()

    def _flush(self) -> None:
        written = marshal.dumps(self._batch)
        self._file.write(written)
        self._lengths.append(len(written))
        self._batch = []

    def __iter__(self) -> Iterator[FeedProduct]:
        """All products, in the order they were added."""
        if self._batch:
            self._flush()
        self._file.seek(0)
        for length in self._lengths:
            for values in marshal.loads(self._file.read(length)):
                yield FeedProduct._make(values)

    def close(self) -> None:
        """Give the disk space back."""
        self._file.close()
