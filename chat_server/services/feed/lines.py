"""Lines of text out of chunks of bytes, in constant memory."""

import codecs
from collections.abc import Iterable, Iterator
from typing import Final

from chat_server.services.feed.product import FeedError

LONGEST_LINE: Final = 4 << 20  # characters


class Text:
    """UTF-8 text (with or without a byte order mark) out of chunks of bytes."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()

    def __iter__(self) -> Iterator[str]:
        """Pieces of text.

        Raises:
            FeedError: ``encoding``, or ``cut_off`` in the middle of a character.
        """
        for chunk in self._chunks:
            yield self._decoded(chunk)
        yield self._decoded(b"", final=True)

    def _decoded(self, chunk: bytes, *, final: bool = False) -> str:
        try:
            return self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            raise FeedError("cut_off" if final else "encoding", detail=error.reason) from None


class Lines:
    """Lines with their ends; ``ended`` and ``newline_at_end`` tell how the text stopped."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.ended = False
        self.newline_at_end = True
        self._lines = self._read(Text(chunks))

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def _read(self, text: Text) -> Iterator[str]:
        rest = ""
        for piece in text:
            lines = (rest + piece).split("\n")
            rest = lines.pop()
            if len(rest) > LONGEST_LINE:
                raise FeedError("too_long")
            for line in lines:
                yield line + "\n"
        self.ended = True
        self.newline_at_end = rest == ""
        if rest:
            yield rest
