"""FAQ answering: learn a shop's entries, match a shopper's message, know when not to know.

How it works. A message is folded and masked (``text``), relieved of politeness, and seen as
character n-grams, stems and shop concepts (``analysis``, ``features``; what the language brings
is in ``lexicon/*.json``). A ridge classifier trained on the shop's own phrasings ranks the entries
(``ridge``), with sentence vectors beside it when they are installed (``vectors``). A small logistic
regression turns the ranking's evidence into a confidence; it and the answer threshold are fitted
on each phrasing and each entry left out in turn (``evidence``, ``calibration``, ``confidence``).

Why plain numpy: scikit-learn would add about 97 MB of resident memory to a server that may have
220 MB in all, numpy adds 14 MB; and the closed form gives the leave-one-out runs for nothing.

``python -m tests.eval`` measures all of it.
"""

from chat_server.core.faq.entry import Decision, Entry, Outcome, Ranked, Reason
from chat_server.core.faq.matcher import Matcher
from chat_server.core.faq.settings import Settings
from chat_server.core.faq.starter_sets import StarterEntry, starter_entries
from chat_server.core.faq.training import train
from chat_server.core.faq.vectors import available as vectors_available

__all__ = [
    "Decision",
    "Entry",
    "Matcher",
    "Outcome",
    "Ranked",
    "Reason",
    "Settings",
    "StarterEntry",
    "starter_entries",
    "train",
    "vectors_available",
]
