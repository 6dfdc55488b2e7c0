"""The engine keeps what it reached on questions that nothing was tuned on."""

import pytest

from chat_server.core import faq
from tests.eval.latency import large_shop
from tests.eval.measure import Numbers, measure
from tests.eval.sets import read


def _measured(name: str) -> Numbers:
    return measure(read(name), "test", vectors=False, removed=False)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "top1", "noisy", "top3", "coverage"),
    [
        ("en_support", 0.75, 0.65, 0.90, 0.35),
        ("en_close", 0.60, 0.50, 0.80, 0.15),
        ("pl_assistant", 0.75, 0.65, 0.90, 0.35),
        ("sl_assistant", 0.75, 0.65, 0.90, 0.35),
        ("pl_shop", 0.60, 0.50, 0.80, 0.25),
        ("sl_shop", 0.60, 0.50, 0.80, 0.25),
    ],
)
def test_unseen_questions_are_matched_well_and_answered_rarely_wrong(
    name: str, top1: float, noisy: float, top3: float, coverage: float
) -> None:
    found = _measured(name)
    assert found.top1 >= top1
    assert found.top1_noisy >= noisy
    assert found.top3 >= top3
    assert found.coverage >= coverage
    assert found.precision >= 0.9
    assert found.false_unrelated <= 0.05
    assert found.false_shop_like <= 0.1


def test_a_match_in_a_large_shop_does_little_work() -> None:
    entries, _ = large_shop(120)
    matcher = faq.train(entries, language="en", calibrate=False, vectors=False)
    assert len(matcher.match("how do i activate my card").ranked) == 10
