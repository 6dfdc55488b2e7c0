"""Find the single questions in a message that may hold several."""

from chat_server.core.faq.analysis import Analyser, without
from chat_server.core.faq.text import sentences, words

_FEWEST_WORDS = 2
_MOST_QUESTIONS = 4


def split_questions(masked: str, analyser: Analyser) -> list[list[str]]:
    """The words of each question, without politeness; one list when there is one question.

    Cuts at sentence ends and where a joiner ("and", "oraz", "pa") is followed by a word that
    begins a question ("how", "ile", "kdaj"). Pieces of a single word are left out.
    """
    pieces: list[list[str]] = []
    for sentence in sentences(masked):
        piece: list[str] = []
        tokens = words(sentence)
        for position, token in enumerate(tokens):
            following = tokens[position + 1] if position + 1 < len(tokens) else ""
            if (
                len(piece) > _FEWEST_WORDS
                and token in analyser.lexicon.joiners
                and following in analyser.lexicon.askers
            ):
                pieces.append(piece)
                piece = []
            else:
                piece.append(token)
        pieces.append(piece)
    asked = [without(piece, analyser.lexicon.polite) for piece in pieces]
    return [piece for piece in asked if len(piece) >= _FEWEST_WORDS][:_MOST_QUESTIONS]
