"""The next question is the one whose answer tells most; anchors come from what the shop has."""

import math

import pytest

from chat_server.core import guide

ASKED = [{"attr": "quiet", "kind": "bool", "want": True, "importance": 100}]


def open_(attr, kind="choice", **more):
    return {"attr": attr, "kind": kind, **more}


def catalogue_of(**columns):
    rows = zip(*columns.values(), strict=True)
    return guide.index(
        {"id": i, "price": i, "attrs": dict(zip(columns, row, strict=True))}
        for i, row in enumerate(rows)
    )


def test_the_attribute_that_splits_best_is_asked_first():
    catalogue = catalogue_of(same=["x"] * 8, pairs=list("aabbccdd"), halves=list("aaaabbbb"))
    criteria = [open_("same"), open_("halves"), open_("pairs")]
    assert catalogue.next_question([], criteria) == open_("pairs")
    assert [g.criterion["attr"] for g in catalogue.question_gains([], criteria)] == [
        "pairs",
        "halves",
        "same",
    ]


def test_an_answer_that_changes_nothing_is_not_asked_for():
    catalogue = catalogue_of(same=["x"] * 8)
    assert catalogue.next_question([], [open_("same"), open_("unheard of")]) is None
    assert catalogue.next_question([], []) is None


def test_the_shops_priority_can_turn_the_order():
    catalogue = catalogue_of(pairs=list("aabbccdd"), halves=list("aaaabbbb"))
    halves = open_("halves", priority=3)
    assert catalogue.next_question([], [open_("pairs"), halves]) == halves
    assert catalogue.next_question([], [open_("pairs", priority=0)]) is None
    with pytest.raises(guide.CriterionError, match=r"^priority$"):
        catalogue.next_question([], [open_("pairs", priority=math.nan)])


def test_what_most_products_do_not_know_tells_little():
    catalogue = catalogue_of(rare=[*"abcd", *[None] * 12], halves=list("ab" * 8))
    assert catalogue.next_question([], [open_("rare"), open_("halves")]) == open_("halves")


def test_only_what_is_still_in_play_counts():
    quiet = [True] * 8 + [False] * 8
    catalogue = catalogue_of(quiet=quiet, low=list("a" * 8 + "bcdefghi"), top=list("ab" * 8))
    must = [{**ASKED[0], "hard": True}]
    assert catalogue.next_question([], [open_("low"), open_("top")]) == open_("low")
    assert catalogue.next_question(must, [open_("low"), open_("top")]) == open_("top")


def test_the_top_of_the_list_counts_more_than_its_end():
    quiet = [True] * 40 + [False] * 40
    catalogue = catalogue_of(
        quiet=quiet,
        top=[*"ab" * 20, *"a" * 40],
        end=[*"a" * 40, *"ab" * 20],
    )
    top, end = (g for g in catalogue.question_gains(ASKED, [open_("end"), open_("top")]))
    assert (top.criterion["attr"], end.criterion["attr"]) == ("top", "end")
    assert top.bits > 2 * end.bits


@pytest.mark.parametrize(
    ("kind", "values", "bits"),
    [
        ("bool", [True, False] * 4, 1.0),
        ("any_of", [["a"], ["a", "b"]] * 4, 1.0),
        ("at_most", [10, 10, 10, 10, 60, 60, 60, 60], 1.0),
        ("low", [5] * 8, 0.0),
    ],
)
def test_every_kind_of_answer_has_its_gain(kind, values, bits):
    (gain,) = catalogue_of(x=values).question_gains([], [open_("x", kind)])
    assert gain.bits == pytest.approx(bits, abs=0.02)


def test_anchors_are_the_5th_and_95th_percentile_of_what_is_known():
    assert guide.anchors([*range(1, 22), None, math.nan]) == (2.0, 20.0)
    assert guide.anchors([3, 1]) == pytest.approx((1.1, 2.9))
    assert guide.anchors([None]) is None
    catalogue = catalogue_of(noise=[*range(1, 22), None])
    assert catalogue.anchors("noise") == (2.0, 20.0)
    assert catalogue.anchors("price") == pytest.approx((1.05, 19.95))
