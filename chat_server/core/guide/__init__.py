"""Guided selling: rank a catalogue by what a shopper wants and how important each wish is.

>>> from chat_server.core import guide
>>> catalogue = guide.index([
...     {"id": "a", "price": 499, "attrs": {"noise": 70, "hepa": True}},
...     {"id": "b", "price": 799, "attrs": {"noise": 62, "hepa": True}},
... ])
>>> noise = {"attr": "noise", "kind": "at_most", "max": 65, "margin": 10, "importance": 60}
>>> hepa = {"attr": "hepa", "kind": "bool", "want": True, "importance": 40}
>>> [(r.id, r.percent, r.points) for r in catalogue.rank([noise, hepa])]
[('b', 100, (60, 40)), ('a', 70, (30, 40))]
"""

from chat_server.core.guide.anchors import Anchors, anchors
from chat_server.core.guide.catalogue import Catalogue
from chat_server.core.guide.criterion import Criterion, CriterionError, check
from chat_server.core.guide.explain import Reason, Result, percent
from chat_server.core.guide.index import CatalogueBuilder, index
from chat_server.core.guide.product import SOLD_OUT, ProductError
from chat_server.core.guide.question import Gain
from chat_server.core.guide.run import Run

__all__ = [
    "SOLD_OUT",
    "Anchors",
    "Catalogue",
    "CatalogueBuilder",
    "Criterion",
    "CriterionError",
    "Gain",
    "ProductError",
    "Reason",
    "Result",
    "Run",
    "anchors",
    "check",
    "index",
    "percent",
]
