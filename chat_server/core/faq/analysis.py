"""One text seen through the lexicon: its words without manners, their stems and concepts."""

from collections.abc import Callable
from dataclasses import dataclass

from chat_server.core.faq.lexicon import Lexicon, PatternTable, lexicon
from chat_server.core.faq.stems import stemmer
from chat_server.core.faq.text import mask, words


@dataclass(frozen=True, slots=True)
class Analysis:
    """Words, stems (one a word) and concepts with the words that gave them."""

    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    concepts: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def understood(self) -> float:
        """Share (0–1) of the words that belong to a concept."""
        covered = {position for _, positions in self.concepts for position in positions}
        return len(covered) / len(self.tokens) if self.tokens else 0.0


class Analyser:
    """Turns texts of one language into analyses; ``repair`` may correct unknown words."""

    __slots__ = ("_stem", "_stems", "lexicon")

    def __init__(self, language: str) -> None:
        self.lexicon: Lexicon = lexicon(language)
        self._stem: Callable[[str], str] = stemmer(language)
        self._stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """The word's stem, remembered (bounded: emptied when it grows large)."""
        found = self._stems.get(word)
        if found is None:
            if len(self._stems) > 20_000:
                self._stems.clear()
            found = self._stems[word] = self._stem(word)
        return found

    def tokens(self, text: str) -> list[str]:
        """Folded words without greetings and politeness, unless nothing else is there."""
        tokens = words(mask(text))
        rest = without(tokens, self.lexicon.polite)
        return rest or tokens

    def is_only_polite(self, text: str) -> bool:
        """Whether the text is nothing but a greeting, thanks or politeness."""
        return not without(words(mask(text)), self.lexicon.polite)

    def analyse(self, tokens: list[str]) -> Analysis:
        """Stems and concepts of the given words."""
        stems = tuple(self.stem(token) for token in tokens)
        return Analysis(tuple(tokens), stems, tuple(self._concepts(tokens)))

    def _concepts(self, tokens: list[str]) -> list[tuple[str, tuple[int, ...]]]:
        table, found = self.lexicon.concepts, []
        for start in range(len(tokens)):
            matches = table.at(tokens, start)
            labels: set[str] = set()
            for width, label in matches:
                # A longer prefix or more words say more, so the first match of a label counts.
                if label not in labels:
                    labels.add(label)
                    found.append((label, tuple(range(start, start + width))))
        return found


def without(tokens: list[str], table: PatternTable) -> list[str]:
    """The words that no pattern of the table covers."""
    kept: list[str] = []
    position = 0
    while position < len(tokens):
        matches = table.at(tokens, position)
        if matches:
            position += matches[0][0]
        else:
            kept.append(tokens[position])
            position += 1
    return kept
