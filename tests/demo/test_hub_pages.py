"""The hub's own pages as they are drawn: start, sign-in, references, error."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from chat_server.core.words import LANGUAGES
from chat_server.transport.http.assets import Page
from chat_server.transport.http.templates import environment, page_words
from tools import page_assets

DEMO = {"email": "marta@shop.example", "password": "secret words"}


@dataclass(frozen=True)
class Shop:
    name: str
    key: str


def drawn(name: str, language: str, **context: object) -> str:
    return environment().get_template(name).render(lang=language, **context)


def start(language: str, **context: object) -> str:
    shops = [Shop("Kurz & Kawa", "demo")]
    given = {"public_url": "https://chat.example", "demo_url": "", "shops": shops, **context}
    return drawn("start.html", language, **given)


def sign_in(language: str, **context: object) -> str:
    page = Page(("/assets/console/signin.js",), (), ())
    return drawn("signin.html", language, page=page, **context)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_speak_the_language_and_have_no_inline_code(language: str) -> None:
    pages = {
        "start.title": start(language, demo_url="http://127.0.0.1:8080/demo", demo_sign_in=DEMO),
        "signin.submit": sign_in(language),
        "docs.text": drawn("docs.html", language, names=["PROTOCOL.md"]),
        "error.slow_down": drawn("error.html", language, kind="slow_down"),
    }
    for key, html in pages.items():
        assert page_words(language).text(key) in html
        assert f'<html lang="{language}">' in html
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html), key


def test_the_start_page_shows_the_way_to_shop_console_and_references() -> None:
    html = start("en", demo_url="http://127.0.0.1:8080/demo", demo_sign_in=DEMO)
    for link in ("http://127.0.0.1:8080/demo/en/", "/console", "/docs"):
        assert f'href="{link}"' in html
    assert "marta@shop.example" in html
    assert "secret words" in html
    assert "https://chat.example/widget.js" in html


def test_without_a_demo_there_is_neither_its_shop_nor_a_sign_in_to_copy() -> None:
    html = start("en")
    assert page_words("en").text("start.shop") not in html
    assert page_words("en").text("demo.password") not in html


def test_the_sign_in_page_has_what_its_script_looks_for() -> None:
    html = sign_in("sl")
    assert re.search(r"<form[^>]* data-signin>", html)
    assert re.findall(r'data-signin-error="(\w+)" hidden', html) == [
        "wrong",
        "rate_limited",
        "unreachable",
    ]
    assert 'name="email"' in html
    assert 'name="password"' in html
    assert '<script type="module" src="/assets/console/signin.js"></script>' in html


def test_the_demo_fills_its_sign_in_in_and_nobody_elses() -> None:
    assert 'value="marta@shop.example"' in sign_in("en", demo_sign_in=DEMO)
    assert "marta@shop.example" not in sign_in("en")


@pytest.mark.parametrize("path", page_assets.assets(), ids=lambda path: path.name)
def test_the_pages_design_is_the_front_ends(path: Path) -> None:
    assert path.read_text("utf-8") == page_assets.assets()[path], "run python -m tools.page_assets"
