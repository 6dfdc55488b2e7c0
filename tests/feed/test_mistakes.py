"""What is wrong with a feed is said by row and field; a feed that is no good is not half read."""

import tracemalloc

import pytest

from chat_server.services.feed import REASONS, FeedError, read_feed
from tests.feed.reading import errors, products, read
from tests.feed.test_formats import CENEO, CSV, GOOGLE, HEUREKA, JSON_LD, LINES, TSV

HEAD = "id,title,link,price,sale_price,availability,rating,manual_link,"
HEAD += "sale_price_effective_date\n"


@pytest.mark.parametrize(
    ("row", "field", "reason", "kept"),
    [
        (",Odkurzacz,,1,,,,", "id", "missing", False),
        ("x,,,1,,,,", "title", "missing", False),
        ("a,Odkurzacz,,1,,,,", "id", "duplicate", False),
        ("x,Odkurzacz,javascript:alert(1),1,,,,", "link", "not_a_link", False),
        ("x,Odkurzacz,,tanio,,,,", "price", "not_a_number", False),
        ("x,Odkurzacz,,-5,,,,", "price", "negative", False),
        ("x,Odkurzacz,,5 kg,,,,", "price", "not_a_number", False),
        (f"{'x' * 300},Odkurzacz,,5,,,,", "id", "too_long", False),
        ("x,Odkurzacz,,5,pół,,,", "sale_price", "not_a_number", True),
        ("x,Odkurzacz,,5,,kiedyś,,", "availability", "unknown_word", True),
        ("x,Odkurzacz,,5,,,dobry,", "rating", "not_a_number", True),
        ("x,Odkurzacz,,5,,,,ftp://x", "manual_link", "not_a_link", True),
        ("x,Odkurzacz,,5,4,,,,soon", "sale_period", "unreadable", True),
        ("x,Odkurzacz,,5,,,,,,more", "", "columns", False),
        ('x,"Odkurzacz"?,,5,,,,', "", "unreadable", False),
    ],
)
def test_a_mistake_is_told_by_row_field_and_reason(row, field, reason, kept):
    feed = f"{HEAD}a,First,,1,,,,\n{row}\nz,Last,,9,,,,\n"
    assert errors(feed) == [(3, field, reason, kept)]
    assert [p.id for p in products(feed)] == ["a", *["x"] * kept, "z"]
    assert reason in REASONS


def test_a_broken_line_of_json_is_told_and_the_others_are_read():
    feed = '{"id": 1, "title": "A"}\n{"id": 2, "title"\n[3]\n{"id": 4, "title": "D"}\n'
    assert errors(feed) == [(2, "", "unreadable", False), (3, "", "unreadable", False)]
    assert [p.id for p in products(feed)] == ["1", "4"]


@pytest.mark.parametrize(
    "feed", [CSV, TSV, GOOGLE, CENEO, HEUREKA, LINES, JSON_LD], ids=lambda text: text[:9]
)
def test_a_feed_that_is_cut_off_is_refused(feed):
    whole = feed.encode().rstrip()
    with pytest.raises(FeedError, match=r"^cut_off"):
        read(whole[: len(whole) - 30])


def test_a_quote_that_is_never_closed_is_a_feed_cut_off():
    with pytest.raises(FeedError, match=r"^cut_off"):
        read(f'{HEAD}a,"First,,1,,,,\nb,Second,,2,,,,\n')


BOMB = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))


@pytest.mark.parametrize(
    "feed",
    [
        f'<!DOCTYPE SHOP [<!ENTITY l0 "lol">{BOMB}]><SHOP><SHOPITEM><ITEM_ID>&l9;</ITEM_ID>'
        "</SHOPITEM></SHOP>",
        '<!DOCTYPE SHOP [<!ENTITY x SYSTEM "file:///etc/passwd">]><SHOP><SHOPITEM>'
        "<ITEM_ID>&x;</ITEM_ID></SHOPITEM></SHOP>",
        '<!DOCTYPE SHOP SYSTEM "http://x.example/evil.dtd"><SHOP></SHOP>',
    ],
)
def test_an_xml_bomb_and_entities_from_outside_are_refused(feed):
    with pytest.raises(FeedError, match=r"^forbidden_xml"):
        read(feed)


def test_broken_xml_is_refused_and_tells_where():
    with pytest.raises(FeedError) as refused:
        read("<SHOP><SHOPITEM><ITEM_ID>1</ITEM_ID><PRODUCT>A</PRODUCT></SHOPITEM><SHOPITEM></X>")
    assert (refused.value.code, refused.value.row) == ("not_xml", 2)
    assert "column" in refused.value.detail


@pytest.mark.parametrize(
    ("feed", "code"),
    [
        ("just one line of text", "no_columns"),
        ("id,title\na,\udcb1".encode("utf-8", "surrogateescape") + b"x,1\nb,c\n", "encoding"),
        (b"<SHOP><SHOPITEM>" + b"<A>" + b"x" * (5 << 20), "too_long"),
        ('{"@context": "x", "@graph": [1, 2]}', "not_json"),
        ('{"@context": "x", "@graph"}', "not_json"),
        (b"id,title\na," + b"x" * (5 << 20), "too_long"),
    ],
)
def test_a_feed_that_cannot_be_read_at_all_says_why(feed, code):
    with pytest.raises(FeedError) as refused:
        read(feed, chunk=1 << 16)
    assert refused.value.code == code


@pytest.mark.parametrize("kind", ["csv", "xml", "lines", "json_ld"])
def test_a_long_feed_needs_no_more_memory_than_a_short_one(kind):
    def chunks(count):
        start, end = {
            "csv": (b"id,title,Waga\n", b""),
            "xml": (b"<SHOP>", b"</SHOP>"),
            "lines": (b"", b""),
            "json_ld": (b'{"@context": "x", "@graph": [', b'{"@type": "Thing"}]}'),
        }[kind]
        yield start
        for i in range(count):
            yield {
                "csv": f"p{i},Product,1 kg\n",
                "xml": f"<SHOPITEM><ITEM_ID>p{i}</ITEM_ID><PRODUCT>P</PRODUCT></SHOPITEM>\n",
                "lines": f'{{"id": "p{i}", "title": "P"}}\n',
                "json_ld": f'{{"@type": "Product", "sku": "p{i}", "name": "P"}},',
            }[kind].encode() * 1
        yield end

    def peak(count):
        tracemalloc.start()
        read_count = sum(1 for _ in read_feed(chunks(count), currency="EUR", now=0))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return read_count, most

    (few, small), (many, large) = peak(100), peak(3000)
    assert (few, many) == (100, 3000)
    assert large - small < 3000 * 200  # the ids, which must not come twice, and nothing else
