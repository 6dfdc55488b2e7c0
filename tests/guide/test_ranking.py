import random

import pytest

from chat_server.core import guide
from tests.guide import oracle, shop


def shown(results):
    return [
        {
            "id": r.id,
            "percent": r.percent,
            "percent_max": r.percent_max,
            "points": list(r.points),
            "satisfaction": list(r.satisfaction),
            "weights": list(r.weights),
            "reasons": list(r.reasons),
            "failed": list(r.failed),
        }
        for r in results
    ]


@pytest.fixture(scope="module")
def many():
    return shop.products(2500)


@pytest.fixture(scope="module")
def catalogue(many):
    return guide.index(many)


@pytest.mark.parametrize("part", range(10))
def test_a_thousand_shoppers_see_exactly_what_the_reference_says(many, catalogue, part):
    rng = random.Random(100 + part)
    for _ in range(100):
        criteria = shop.questionnaire(rng)
        k = rng.choice([1, 3, 10, 10, 40])
        assert shown(catalogue.rank(criteria, k)) == oracle.rank(many, criteria, k)
