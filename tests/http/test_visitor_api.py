"""Tokens for visitors, and the same commands without a websocket."""

from typing import Any

import pytest

from chat_server.settings import Settings
from tests.http.conftest import Serve
from tests.support.serving import Hub
from tests.support.shop import SHOP

SHOPS_PAGE = {"Origin": SHOP.origins[0]}


async def asked(
    hub: Hub, body: object, headers: dict[str, str]
) -> tuple[int, dict[str, Any], dict[str, str]]:
    async with hub.http.post(f"{hub.url}/api/v1/visitors", json=body, headers=headers) as answer:
        return answer.status, await answer.json(), dict(answer.headers)


async def test_a_page_of_the_shop_gets_a_token(hub: Hub) -> None:
    status, body, headers = await asked(hub, {"shop": SHOP.key}, SHOPS_PAGE)
    assert (status, body["visitor_id"]) == (201, "vis_1")
    assert len(body["token"]) > 40
    assert headers["Access-Control-Allow-Origin"] == SHOP.origins[0]
    assert headers["Vary"] == "Origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "https://shop.example.evil.example",
        "https://evil-shop.example",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example.",
        "https://SHOP.example",
        "https://other.example",
        "null",
    ],
)
async def test_no_other_page_gets_one(hub: Hub, origin: str) -> None:
    status, body, _ = await asked(hub, {"shop": SHOP.key}, {"Origin": origin})
    assert (status, body) == (
        403,
        {"ok": False, "error": {"code": "forbidden", "field": "origin"}},
    )
    assert await hub.count("visitor") == 0


async def test_an_unknown_shop_has_no_visitors(hub: Hub) -> None:
    for key in ("nobody", "", 5, None, ["demo"]):
        status, body, _ = await asked(hub, {"shop": key}, SHOPS_PAGE)
        assert (status, body["error"]["code"]) == (404, "not_found")


async def test_a_browser_may_ask_first(hub: Hub) -> None:
    headers = {**SHOPS_PAGE, "Access-Control-Request-Method": "POST"}
    async with hub.http.options(f"{hub.url}/api/v1/visitors", headers=headers) as answer:
        assert answer.status == 204
        assert answer.headers["Access-Control-Allow-Headers"] == "content-type"
        assert answer.headers["Access-Control-Allow-Methods"] == "POST"


async def test_an_address_gets_no_flood_of_tokens(hub: Hub) -> None:
    statuses = [(await asked(hub, {"shop": SHOP.key}, SHOPS_PAGE))[0] for _ in range(61)]
    assert statuses == [201] * 60 + [429]


async def command(
    hub: Hub, token: str, name: str, payload: object, **headers: str
) -> tuple[int, dict[str, Any]]:
    sent = {"Authorization": f"Bearer {token}", "Origin": hub.origin, **headers}
    async with hub.http.post(
        f"{hub.url}/api/v1/visitor/command",
        json={"name": name, "payload": payload},
        headers=sent,
    ) as answer:
        return answer.status, await answer.json()


async def test_a_conversation_without_websockets(hub: Hub) -> None:
    ana = await hub.agent()
    token = await hub.visitor_token()
    status, ack = await command(hub, token, "session.start", {"language": "en"})
    assert (status, ack["ok"]) == (200, True)
    message = {"client_id": "without-sockets-1", "text": "Hello"}
    status, ack = await command(hub, token, "message.send", message)
    assert (status, ack["data"]["seq"]) == (200, 2)
    assert (await command(hub, token, "message.send", message))[1] == ack
    conversation_id = ack["data"]["conversation_id"]
    await ana.say(conversation_id, "Hi!", 1)
    _, synced = await command(hub, token, "sync", {"conversations": {conversation_id: 3}})
    events = synced["data"]["conversations"][0]["events"]
    assert [event["body"]["text"] for event in events] == ["Hi!"]
    _, ack = await command(hub, token, "note.add", {})
    assert ack == {"ok": False, "error": {"code": "command.unknown", "field": "name"}}


async def test_without_a_valid_token_nothing_is_done(hub: Hub) -> None:
    url = f"{hub.url}/api/v1/visitor/command"
    wrong = [
        "",
        "Bearer",
        "Bearer x",
        f"Bearer {'x' * 50}",
        "Basic eDp4",
        "Bearer \u00ff" + "y" * 30,
    ]
    for header in wrong:
        headers = {"Authorization": header, "Origin": hub.origin}
        async with hub.http.post(url, json={"name": "sync"}, headers=headers) as answer:
            assert (header, answer.status) == (header, 401)
            assert (await answer.json())["error"] == {"code": "auth.required", "field": "token"}
    async with hub.http.post(url, json={"name": "sync"}) as answer:
        assert answer.status == 401


async def test_another_sites_page_sends_no_commands(hub: Hub) -> None:
    token = await hub.visitor_token()
    for origin in ("https://evil.example", "null", SHOP.origins[0]):
        status, _ = await command(hub, token, "sync", {}, Origin=origin)
        assert (origin, status) == (origin, 403)


async def test_one_token_gets_so_many_commands_a_second(serve: Serve) -> None:
    hub = await serve(Settings())
    token = await hub.visitor_token()
    beat: dict[str, object] = {"conversations": {}}
    statuses = [(await command(hub, token, "heartbeat", beat))[0] for _ in range(31)]
    assert statuses == [200] * 30 + [429]


async def test_a_body_that_comes_in_pieces_is_read_to_its_end(hub: Hub) -> None:
    token = await hub.visitor_token()

    async def pieces() -> Any:
        text = "ż" * 4_000
        body = f'{{"name":"message.send","payload":{{"client_id":"in-pieces-1","text":"{text}"}}}}'
        raw = body.encode()
        for start in range(0, len(raw), 100):
            yield raw[start : start + 100]

    async with hub.http.post(
        f"{hub.url}/api/v1/visitor/command",
        data=pieces(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    ) as answer:
        assert (await answer.json())["ok"] is True


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "command.invalid"),
        (b"{", 400, "command.invalid"),
        (b"[]", 400, "command.invalid"),
        (b"null", 400, "command.invalid"),
        (b'{"name": NaN}', 400, "command.invalid"),
        (b'{"name": "\\ud800"}', 400, "command.invalid"),
        (b'{"shop": "' + b"x" * 70_000 + b'"}', 413, "command.too_large"),
        (b"[" * 60_000, 400, "command.invalid"),
    ],
)
async def test_bodies_that_are_no_json_or_too_large(
    hub: Hub, body: bytes, status: int, code: str
) -> None:
    token = await hub.visitor_token()
    for path in ("visitors", "visitor/command"):
        async with hub.http.post(
            f"{hub.url}/api/v1/{path}",
            data=body,
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        ) as answer:
            assert (path, answer.status) == (path, status)
            assert (await answer.json())["error"]["code"] == code
