"""The same vacuum cleaner, whatever the feed's format."""

import pytest

from chat_server.services.feed import FeedError, FeedProduct, detect_format
from tests.feed.reading import products, read

CSV = "\n".join(
    (
        "id;title;link;image_link;brand;category;price;sale_price;availability;item_group_id;"
        "Waga;Kolor",
        "v1;Odkurzacz Cisza;https://s.example/v1;https://s.example/v1.jpg;Zelmer;Dom > Odkurzacze;"
        "1 299,00 zł;999;in stock;g1;2,1 kg;czarny",
        'v2;"Odkurzacz ""Moc""";https://s.example/v2;;;;799;;out of stock;;;',
        "",
    )
)

TSV = (
    "id\ttitle\tlink\timage link\tprice\tsale price\tavailability\tbrand\tproduct_type\t"
    "item_group_id\tproduct_detail\tshipping\n"
    "v1\tOdkurzacz Cisza\thttps://s.example/v1\thttps://s.example/v1.jpg\t1299.00 PLN\t"
    "999.00 PLN\tin_stock\tZelmer\tDom > Odkurzacze\tg1\t"
    "Dane:Waga:2,1 kg,Dane:Kolor:czarny\tPL::Kurier:9.99 PLN\n"
)

GOOGLE = """<?xml version="1.0"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Sklep</title>
<link>https://s.example</link>
<item><g:id>v1</g:id><g:title>Odkurzacz Cisza</g:title><g:link>https://s.example/v1</g:link>
<g:description>Cichy &amp; mocny</g:description><g:image_link>https://s.example/v1.jpg</g:image_link>
<g:price>1299.00 PLN</g:price><g:sale_price>999.00 PLN</g:sale_price>
<g:availability>in_stock</g:availability><g:brand>Zelmer</g:brand><g:gtin>590</g:gtin>
<g:product_type>Dom &gt; Odkurzacze</g:product_type><g:item_group_id>g1</g:item_group_id>
<g:shipping><g:country>PL</g:country><g:price>9.99 PLN</g:price></g:shipping>
<g:product_detail><g:section_name>Dane</g:section_name><g:attribute_name>Waga</g:attribute_name>
<g:attribute_value>2,1 kg</g:attribute_value></g:product_detail>
<g:product_detail><g:attribute_name>Kolor</g:attribute_name>
<g:attribute_value>czarny</g:attribute_value></g:product_detail></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
<entry><g:id>v1</g:id><title>Odkurzacz Cisza</title><link href="https://s.example/v1"/>
<g:image_link>https://s.example/v1.jpg</g:image_link><g:price>1299 PLN</g:price>
<g:sale_price>999 PLN</g:sale_price><g:brand>Zelmer</g:brand>
<g:product_type>Dom &gt; Odkurzacze</g:product_type><g:item_group_id>g1</g:item_group_id>
<g:product_detail><g:attribute_name>Waga</g:attribute_name>
<g:attribute_value>2,1 kg</g:attribute_value></g:product_detail>
<Kolor>czarny</Kolor></entry></feed>"""

CENEO = """<?xml version="1.0" encoding="utf-8"?>
<offers xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="1">
<o id="v1" url="https://s.example/v1" price="1299.00" avail="3" stock="4"><cat><![CDATA[Dom]]></cat>
<name><![CDATA[Odkurzacz Cisza]]></name><imgs><main url="https://s.example/v1.jpg"/>
<i url="https://s.example/v1b.jpg"/></imgs><desc><![CDATA[<p>Cichy</p>]]></desc>
<attrs><a name="Producent">Zelmer</a><a name="Waga">2,1 kg</a><a name="Kolor">czarny</a>
<a name="EAN">590</a></attrs></o>
<o id="v2" url="https://s.example/v2" price="799" avail="99"><name>Odkurzacz Moc</name></o>
</offers>"""

HEUREKA = """<SHOP><SHOPITEM><ITEM_ID>v1</ITEM_ID><PRODUCTNAME>Odkurzacz Cisza</PRODUCTNAME>
<DESCRIPTION>Cichy</DESCRIPTION><URL>https://s.example/v1</URL>
<IMGURL>https://s.example/v1.jpg</IMGURL>
<PRICE_VAT>1299,00</PRICE_VAT><VAT>23%</VAT><MANUFACTURER>Zelmer</MANUFACTURER>
<CATEGORYTEXT>Heureka.sk | Dom</CATEGORYTEXT><ITEMGROUP_ID>g1</ITEMGROUP_ID>
<DELIVERY_DATE>2</DELIVERY_DATE>
<DELIVERY><DELIVERY_ID>PPL</DELIVERY_ID><DELIVERY_PRICE>12</DELIVERY_PRICE></DELIVERY>
<DELIVERY><DELIVERY_ID>DPD</DELIVERY_ID><DELIVERY_PRICE>9,5</DELIVERY_PRICE></DELIVERY>
<PARAM><PARAM_NAME>Waga</PARAM_NAME><VAL>2,1 kg</VAL></PARAM>
<PARAM><PARAM_NAME>Kolor</PARAM_NAME><VAL>czarny</VAL></PARAM>
<PARAM><PARAM_NAME>Funkcje</PARAM_NAME><VAL>turbo</VAL></PARAM>
<PARAM><PARAM_NAME>Funkcje</PARAM_NAME><VAL>app</VAL></PARAM></SHOPITEM>
<SHOPITEM><ITEM_ID>v2</ITEM_ID><PRODUCT>Odkurzacz Moc</PRODUCT><PRICE>100</PRICE><VAT>23</VAT>
</SHOPITEM></SHOP>"""

LINES = """{"id": "v1", "title": "Odkurzacz Cisza", "link": "https://s.example/v1", \
"price": 1299.0, \
"images": ["https://s.example/v1.jpg"], "brand": "Zelmer", "sale_price": 999, "currency": "pln", \
"item_group_id": "g1", "attrs": {"Waga": "2,1 kg", "Kolor": "czarny"}, "rating": 4.5, "reviews": 12}
{"id": 2, "title": "Odkurzacz Moc", "hepa": true, \
"params": [{"name": "Funkcje", "value": ["a", "b"]}]}
"""

JSON_LD = """{"@context": "https://schema.org", "@graph": [
{"@type": "WebPage", "name": "Sklep"},
{"@type": "Product", "sku": "v1", "name": "Odkurzacz Cisza", "url": "https://s.example/v1",
 "image": ["https://s.example/v1.jpg"], "brand": {"@type": "Brand", "name": "Zelmer"},
 "category": "Dom", "inProductGroupWithID": "g1", "color": "czarny",
 "weight": {"@type": "QuantitativeValue", "value": 2.1, "unitCode": "KGM"},
 "additionalProperty": [{"@type": "PropertyValue", "name": "Hałas", "value": 62, "unitText": "dB"}],
 "aggregateRating": {"ratingValue": "4.5", "reviewCount": 12},
 "offers": {"@type": "Offer", "price": "1299.00", "priceCurrency": "PLN",
  "availability": "https://schema.org/OutOfStock",
  "shippingDetails": {"shippingRate": {"value": 9.99, "currency": "PLN"}}}},
{"@type": "ProductGroup", "productGroupID": "g2", "name": "But", "brand": "Zelmer",
 "hasVariant": [{"@type": "Product", "sku": "b40", "size": "40", "offers": {"price": 200}},
  {"@type": "Product", "sku": "b41", "name": "But 41", "size": "41",
   "offers": [{"lowPrice": 210}]}]}
]}"""

FULL = FeedProduct(
    1, "v1", "Odkurzacz Cisza", "https://s.example/v1", ("https://s.example/v1.jpg",), "Zelmer",
    "Dom > Odkurzacze", 1299.0, 999.0, "PLN", None, "in_stock", None, None, None, None, "", "",
    "g1", {"Waga": "2,1 kg", "Kolor": "czarny"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("feed", "expected"),
    [
        (CSV, FULL._replace(row=2)),
        (TSV, FULL._replace(row=2, delivery_cost=9.99)),
        (GOOGLE, FULL._replace(delivery_cost=9.99)),
        (ATOM, FULL),
        (LINES, FULL._replace(category="", rating=4.5, reviews=12)),
        (
            CENEO,
            FULL._replace(
                images=("https://s.example/v1.jpg", "https://s.example/v1b.jpg"),
                category="Dom",
                sale_price=None,
                delivery_days=3,
                item_group_id=None,
            ),
        ),
        (
            HEUREKA,
            FULL._replace(
                category="Heureka.sk | Dom",
                sale_price=None,
                vat_rate=23.0,
                delivery_cost=9.5,
                delivery_days=2,
                attrs={"Waga": "2,1 kg", "Kolor": "czarny", "Funkcje": ("turbo", "app")},
            ),
        ),
    ],
    ids=["csv", "tsv", "google", "atom", "lines", "ceneo", "heureka"],
)
@pytest.mark.parametrize("chunk", [1, 7, 100_000])
def test_every_format_gives_the_same_product(feed, expected, chunk):
    assert products(feed, chunk=chunk)[0] == expected


def test_schema_org_products_and_variants_are_read():
    vacuum, small, large = products(JSON_LD)
    assert vacuum == FULL._replace(
        category="Dom",
        sale_price=None,
        availability="out_of_stock",
        delivery_cost=9.99,
        rating=4.5,
        reviews=12,
        attrs={"color": "czarny", "weight": "2.1 kg", "Hałas": "62 dB"},
    )
    told = [(p.id, p.title, p.brand, p.price, p.item_group_id, p.attrs) for p in (small, large)]
    assert told == [
        ("b40", "But", "Zelmer", 200.0, "g2", {"size": "40"}),
        ("b41", "But 41", "Zelmer", 210.0, "g2", {"size": "41"}),
    ]


@pytest.mark.parametrize(
    "feed",
    [
        '[{"@type": "Product", "sku": "x", "name": "X"}]',
        '{"@context": "https://schema.org", "@type": "Product", "sku": "x", "name": "X"}',
        '{"@context": "x", "itemListElement": [{"@type": "ListItem", "position": 1,'
        ' "item": {"@type": "Product", "sku": "x", "name": "X"}}]}',
    ],
)
def test_json_ld_comes_as_a_list_a_product_or_an_item_list(feed):
    assert [(p.id, p.title) for p in products(feed)] == [("x", "X")]


def test_the_second_product_has_what_it_says_and_nothing_else():
    assert products(CSV)[1][1:12] == (
        "v2", 'Odkurzacz "Moc"', "https://s.example/v2", (), "", "", 799.0, None, "PLN", None,
        "out_of_stock",
    )  # fmt: skip
    assert products(CENEO)[1].availability == "out_of_stock"
    assert products(HEUREKA)[1].price == 123.0
    assert products(LINES)[1].attrs == {"hepa": "yes", "Funkcje": ("a", "b")}


def test_what_is_paid_is_the_lower_price():
    (sale, *_), plain = products(CSV), products(CENEO)[0]
    assert (sale.paid, plain.paid) == (999.0, 1299.0)


@pytest.mark.parametrize(
    ("period", "paid"),
    [
        ("2023-11-14T23:00+0100/2023-11-15T00:00+0100", 80),
        ("2023-11-14T22:00/2023-11-14T22:13", 100),
        ("2023-11-15T00:00Z/2023-12-01T00:00Z", 100),
        ("", 80),
    ],
)
def test_a_sale_price_counts_only_in_its_time(period, paid):
    head = "id,title,price,sale_price,sale_price_effective_date\n"
    assert [p.paid for p in products(f"{head}a,A,100,80,{period}\n")] == [paid]


@pytest.mark.parametrize(
    ("head", "format_"),
    [
        (b"id,title\n", "csv"),
        (b"\xef\xbb\xbfid;title\n", "csv"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>", "xml"),
        (b'{"id": 1}', "json_lines"),
        (b'{"@context": "https://schema.org"', "json_ld"),
        (b" [", "json_ld"),
    ],
)
def test_the_format_shows_in_the_first_bytes(head, format_):
    assert detect_format(head) == format_


@pytest.mark.parametrize(
    ("head", "code"), [(b"", "empty"), (b" \n", "empty"), (b"PK\x03\x04\0\0", "unknown_format")]
)
def test_what_is_no_feed_is_refused(head, code):
    with pytest.raises(FeedError, match=rf"^{code}"):
        detect_format(head)


def test_an_older_encoding_declared_in_xml_is_read():
    feed = '<?xml version="1.0" encoding="iso-8859-2"?><SHOP><SHOPITEM><ITEM_ID>1</ITEM_ID>'
    feed += "<PRODUCTNAME>Żółć</PRODUCTNAME></SHOPITEM></SHOP>"
    assert products(feed.encode("iso-8859-2"))[0].title == "Żółć"


def test_a_feed_without_any_product_of_ours_is_unknown():
    with pytest.raises(FeedError, match="unknown_format"):
        read("<html><body>Not found</body></html>")
