"""Signing in and out: equal answers for all, few guesses, and only from the hub's own pages."""

import pytest

from chat_server.settings import Settings
from tests.http.conftest import Serve
from tests.support.serving import PASSWORD, Hub
from tests.support.shop import AGENTS, OTHER_AGENT

ANA, JAN = AGENTS
RIGHT = {"email": ANA.email, "password": PASSWORD}


async def post(
    hub: Hub, body: object, path: str = "sign-in", **headers: str
) -> tuple[int, dict[str, object], str]:
    """Status, body and cookie of the answer."""
    sent = {"X-Zalada": "1", "Origin": hub.origin, **headers}
    async with hub.http.post(
        f"{hub.url}/api/v1/{path}", json=body, headers={k: v for k, v in sent.items() if v}
    ) as answer:
        return answer.status, await answer.json(), answer.headers.get("Set-Cookie", "")


async def test_the_right_password_opens_the_console(hub: Hub) -> None:
    status, body, cookie = await post(hub, {**RIGHT, "email": ANA.email.upper()})
    assert (status, body) == (200, {"ok": True})
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/" in cookie
    value = cookie.partition("=")[2].partition(";")[0]
    async with hub.http.get(f"{hub.url}/console") as answer:
        assert "password" in (await answer.text()).lower()
    headers = {"Cookie": f"zalada={value}"}
    async with hub.http.get(f"{hub.url}/console", headers=headers) as answer:
        assert 'type="password"' not in await answer.text()
    assert [row["action"] for row in await hub.audit()] == ["agent.signed_in"]


async def test_behind_https_the_cookie_is_for_this_host_only(serve: Serve) -> None:
    settings = Settings()
    server = settings.server.model_copy(update={"public_url": "https://chat.example"})
    hub = await serve(settings.model_copy(update={"server": server}))
    _, _, cookie = await post(hub, RIGHT, Origin="https://chat.example")
    assert cookie.startswith("__Host-zalada=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


async def test_a_wrong_password_an_unknown_and_a_disabled_account_look_alike(hub: Hub) -> None:
    await hub.server.services.disable_agent(JAN.id, "operator")
    answers = [
        await post(hub, {"email": ANA.email, "password": "wrong horse"}),
        await post(hub, {"email": "nobody@shop.example", "password": PASSWORD}),
        await post(hub, {"email": JAN.email, "password": PASSWORD}),
    ]
    assert answers == [(401, {"ok": False, "error": {"code": "auth.required"}}, "")] * 3


async def test_guessing_is_slowed_down_for_the_account_and_the_address(hub: Hub) -> None:
    wrong = {"email": ANA.email, "password": "wrong horse"}
    statuses = [(await post(hub, wrong))[0] for _ in range(11)]
    assert statuses == [401] * 10 + [429]
    # the right password does not help now, and neither does another account
    status, body, _ = await post(hub, RIGHT)
    assert (status, body["error"]["code"]) == (429, "rate_limited")  # type: ignore[index] # JSON
    assert body["error"]["retry_after"] > 0  # type: ignore[index] # JSON
    assert (await post(hub, {"email": OTHER_AGENT.email, "password": PASSWORD}))[0] == 429
    hub.clock.advance(minutes=1)
    assert (await post(hub, RIGHT))[0] == 200


async def test_an_office_that_signs_in_together_is_no_attack(hub: Hub) -> None:
    statuses = [(await post(hub, RIGHT))[0] for _ in range(25)]
    assert statuses == [200] * 25


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Zalada": ""},
        {"X-Zalada": "2"},
        {"Origin": "https://shop.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["sign-in", "sign-out"])
async def test_only_the_hubs_own_pages_sign_in_and_out(
    hub: Hub, path: str, headers: dict[str, str]
) -> None:
    status, body, cookie = await post(hub, RIGHT, path, **headers)
    assert (status, body["error"], cookie) == (403, {"code": "forbidden", "field": "origin"}, "")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "email"),
        ({"email": "", "password": "x"}, "email"),
        ({"email": 5, "password": "x"}, "email"),
        ({"email": "a" * 300, "password": "x"}, "email"),
        ({"email": ANA.email}, "password"),
        ({"email": ANA.email, "password": ["x"]}, "password"),
        ({"email": ANA.email, "password": "x" * 1_001}, "password"),
    ],
)
async def test_nonsense_is_refused_before_any_hashing(
    hub: Hub, body: dict[str, object], field: str
) -> None:
    status, answer, _ = await post(hub, body)
    assert (status, answer["error"]) == (400, {"code": "command.invalid", "field": field})


async def test_a_form_of_another_site_signs_nobody_in(hub: Hub) -> None:
    headers = {"X-Zalada": "1", "Origin": hub.origin}
    async with hub.http.post(f"{hub.url}/api/v1/sign-in", data=RIGHT, headers=headers) as answer:
        assert (answer.status, (await answer.json())["error"]["field"]) == (400, "content_type")


async def test_signing_out_ends_the_session_and_again_is_harmless(hub: Hub) -> None:
    cookie = await hub.sign_in(ANA)
    for _ in range(2):
        status, body, gone = await post(hub, {}, "sign-out", Cookie=f"zalada={cookie}")
        assert (status, body) == (200, {"ok": True})
        assert 'zalada=""' in gone
    assert await hub.count("agent_session") == 0
    actions = [row["action"] for row in await hub.audit()]
    assert actions == ["agent.signed_in", "agent.signed_out"]


async def test_a_cookie_that_is_no_text_signs_nobody_in(hub: Hub) -> None:
    headers = {"Cookie": b"zalada=\xff\xfe".decode("latin-1")}
    async with hub.http.get(f"{hub.url}/console", headers=headers) as answer:
        assert (answer.status, 'type="password"' in await answer.text()) == (200, True)
