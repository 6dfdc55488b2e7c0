"""How long an answer takes in a large shop."""

import time
from statistics import quantiles

from chat_server.core import faq
from tests.eval.sets import read

ROUNDS = 2


def large_shop(size: int) -> tuple[list[dict[str, object]], list[str]]:
    """``size`` entries made of the close-by set's by adding places, and questions to ask them."""
    topics = read("en_close").topics
    entries: list[dict[str, object]] = []
    while len(entries) < size:
        place, topic = divmod(len(entries), len(topics))
        texts = [f"{phrasing} in branch{place}" for phrasing in topics[topic].phrasings]
        entries.append(
            {"id": f"{topics[topic].id}-{place}", "question": texts[0], "alternatives": texts[1:]}
        )
    return entries, [text for topic in topics for text in topic.dev]


def latencies_ms(
    entries: list[dict[str, object]], questions: list[str], *, vectors: bool
) -> tuple[float, float, float]:
    """Median and 95th percentile of one match (milliseconds of this thread's processor time,
    so that a busy machine does not count), and seconds to train."""
    begun = time.perf_counter()
    matcher = faq.train(entries, language="en", vectors=vectors)
    train_s = time.perf_counter() - begun
    taken: list[float] = []
    for question in questions * ROUNDS:
        start = time.thread_time()
        matcher.match(question)
        taken.append((time.thread_time() - start) * 1000)
    cuts = quantiles(taken, n=20)
    return cuts[9], cuts[18], train_s
