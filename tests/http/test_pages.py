"""Every page's headers, what may frame it, what is served and what is not."""

import asyncio
import re
from urllib.parse import quote

import pytest

from tests.support.serving import Hub
from tests.support.shop import SHOP

PAGES = ("/", "/console", "/docs", f"/widget/panel?shop={SHOP.key}")


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_strict_about_what_it_loads(hub: Hub, path: str) -> None:
    async with hub.http.get(f"{hub.url}{path}") as answer:
        assert answer.status == 200
        headers, html = answer.headers, await answer.text()
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Permissions-Policy"] == "camera=(), microphone=(), geolocation=()"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Referrer-Policy"] in ("strict-origin-when-cross-origin", "no-referrer")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize("path", PAGES[:3])
async def test_nobody_frames_the_hubs_own_pages(hub: Hub, path: str) -> None:
    async with hub.http.get(f"{hub.url}{path}") as answer:
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


async def test_only_the_shops_own_pages_frame_its_panel(hub: Hub) -> None:
    async with hub.http.get(f"{hub.url}/widget/panel?shop={SHOP.key}&language=pl") as answer:
        policy, html = answer.headers["Content-Security-Policy"], await answer.text()
    assert f"frame-ancestors 'self' {SHOP.origins[0]};" in policy
    host = hub.url.removeprefix("http://")
    assert f"connect-src 'self' ws://{host} wss://{host};" in policy
    assert '<html lang="pl"' in html
    assert f'content="{SHOP.origins[0]}"' in html


async def test_a_made_up_host_writes_nothing_into_the_policy(hub: Hub) -> None:
    headers = {"Host": "evil.example; script-src *"}
    async with hub.http.get(f"{hub.url}/widget/panel?shop={SHOP.key}", headers=headers) as answer:
        assert "evil" not in answer.headers["Content-Security-Policy"]


async def test_an_unknown_shop_has_no_panel_and_no_settings(hub: Hub) -> None:
    for path in ("panel", "config"):
        async with hub.http.get(f"{hub.url}/widget/{path}?shop=nobody") as answer:
            assert answer.status == 404
            assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("language", ["pl", "sl", "en", "pl-PL", "de", ""])
async def test_the_launchers_settings_are_small_and_cacheable(hub: Hub, language: str) -> None:
    url = f"{hub.url}/widget/config?shop={SHOP.key}&language={language}"
    async with hub.http.get(url) as answer:
        body, headers = await answer.read(), answer.headers
        config = await answer.json()
    assert len(body) <= 2_000
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert config["language"] == {"pl-PL": "pl", "de": "pl", "": "pl"}.get(language, language)
    assert (config["shop"], config["open"], config["v"]) == (SHOP.key, True, 1)
    again = {"If-None-Match": headers["ETag"]}
    async with hub.http.get(url, headers=again) as answer:
        assert (answer.status, await answer.read()) == (304, b"")


async def test_the_launcher_is_served_to_every_shop(hub: Hub) -> None:
    async with hub.http.get(f"{hub.url}/widget.js") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "max-age=3600" in answer.headers["Cache-Control"]


async def test_built_files_are_kept_for_ever(hub: Hub) -> None:
    async with hub.http.get(f"{hub.url}/console") as answer:
        scripts = re.findall(r'(/assets/[^"]+\.js)"', await answer.text())
    assert scripts
    for script in scripts:
        async with hub.http.get(f"{hub.url}{script}") as answer:
            assert answer.status == 200
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("folder", ["assets", "static"])
@pytest.mark.parametrize(
    "path",
    [
        "../../settings.py",
        "..%2f..%2fsettings.py",
        "%2e%2e/%2e%2e/settings.py",
        "....//....//settings.py",
        "%2fetc%2fpasswd",
        "panel/%00.js",
        "%c0%ae%c0%ae/settings.py",
        "..%5c..%5csettings.py",
        "panel",
        "",
    ],
)
async def test_nothing_outside_of_the_folders_is_served(hub: Hub, folder: str, path: str) -> None:
    # written by hand: a client would tidy the path up before it asks
    host, _, port = hub.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"GET /{folder}/{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    answer = (await reader.read()).decode(errors="replace")
    writer.close()
    assert answer.split()[1] in ("400", "403", "404")
    assert "pydantic" not in answer


async def test_a_very_long_path_is_refused(hub: Hub) -> None:
    async with hub.http.get(f"{hub.url}/static/{quote('x' * 5_000)}") as answer:
        assert answer.status in (400, 404, 414)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/"),
        ("DELETE", "/console"),
        ("POST", "/widget/config"),
        ("PUT", "/api/v1/visitors"),
        ("GET", "/api/v1/sign-in"),
        ("GET", "/api/v1/sign-out"),
        ("HEAD", "/api/v1/visitor/command"),
        ("TRACE", "/"),
    ],
)
async def test_other_methods_are_not_allowed(hub: Hub, method: str, path: str) -> None:
    async with hub.http.request(method, f"{hub.url}{path}") as answer:
        assert answer.status == 405
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["PROTOCOL.md", "asyncapi.json"])
async def test_the_references_are_read_in_the_browser(hub: Hub, name: str) -> None:
    async with hub.http.get(f"{hub.url}/docs/{name}") as answer:
        assert answer.status == 200
        assert "message.send" in await answer.text()
    async with hub.http.get(f"{hub.url}/docs/{quote('../settings.py', safe='')}") as answer:
        assert answer.status == 404
