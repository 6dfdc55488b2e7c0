"""One result for all variants of a product: the one that matches best."""

from chat_server.core import guide

SHOES = [
    {"id": f"{name}-{size}", "price": price, "item_group_id": group, "attrs": {"size": size}}
    for name, group, price in (("run", "r", 50), ("walk", "w", 60), ("trek", None, 70))
    for size in (40, 41, 42)
]


def near(size):
    return [{"attr": "size", "kind": "target", "target": size, "margin": 3, "importance": 50}]


def test_the_best_matching_variant_stands_for_its_group():
    catalogue = guide.index(SHOES)
    assert [r.id for r in catalogue.rank(near(41), 4)] == [
        "run-41",
        "walk-41",
        "trek-41",
        "trek-40",
    ]
    assert [r.id for r in catalogue.rank(near(42), 3)] == ["run-42", "walk-42", "trek-42"]


def test_many_variants_of_one_product_do_not_push_out_the_next():
    many = [
        {"id": f"v{i:03}", "price": 1, "item_group_id": "g", "attrs": {"size": 41}}
        for i in range(500)
    ]
    assert [r.id for r in guide.index([*many, *SHOES]).rank(near(41), 3)] == [
        "v000",
        "run-41",
        "walk-41",
    ]


def test_the_other_variants_are_one_tap_away():
    catalogue = guide.index(SHOES)
    catalogue.set_price("run-42", 10)
    assert catalogue.variants("run-40") == ["run-42", "run-40", "run-41"]
    assert catalogue.variants("trek-40") == ["trek-40"]


def test_an_alternative_is_no_variant_of_what_is_listed_already():
    must = [{"attr": "size", "kind": "at_most", "max": 41, "hard": True}]
    results = guide.index(SHOES).rank(must, 6, alternatives=True)
    assert [(r.id, r.failed) for r in results] == [
        ("run-40", ()),
        ("walk-40", ()),
        ("trek-40", ()),
        ("trek-41", ()),
        ("trek-42", ("size",)),
    ]
