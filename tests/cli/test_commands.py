"""The commands that need no server: help, shops, agents, the database, and what goes wrong."""

import re
import sqlite3
from pathlib import Path

import pytest

from chat_server.cli.main import main
from chat_server.storage.engines import MIGRATIONS

SHOP = ("shop", "add", "--name", "Kurz", "--language", "pl")
AGENT = ("user", "add", "--email", "ana@kurz.example", "--name", "Ana", "--password-stdin")


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the checkout's settings is found here."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ((), ("serve", "demo", "shop", "user", "migrate", "doctor")),
        (("serve",), ("--config", "--data", "--port", "--host")),
        (("demo",), ("--config", "--data", "--port")),
        (("shop",), ("add",)),
        (("shop", "add"), ("--name", "--origin", "--language", "https://shop.example")),
        (("user",), ("add",)),
        (("user", "add"), ("--email", "--name", "--shop", "--role", "--password-stdin")),
        (("migrate",), ("--data",)),
        (("doctor",), ("--data", "--port")),
    ],
)
def test_every_command_explains_itself(
    command: tuple[str, ...], words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as done:
        main([*command, "--help"])
    assert done.value.code == 0
    shown = capsys.readouterr().out
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize(
    "command", [["serve", "--prot", "80"], ["fly"], [], ["shop"], ["serve", "--port", "x"]]
)
def test_what_it_does_not_know_is_said_with_the_usage(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as done:
        main(command)
    assert done.value.code == 2
    assert "usage: zalada" in capsys.readouterr().err


def added_shop(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """Add a shop; returns its key."""
    assert main([*SHOP, "--origin", "https://kurz.example", *more, "--data", "data"]) == 0
    shown = capsys.readouterr().out
    found = re.search(
        r'<script async src="http://localhost:8080/widget\.js" data-shop="(\w+)"></script>', shown
    )
    assert found is not None, shown
    return found.group(1)


def rows(query: str) -> list[tuple[object, ...]]:
    """What the database says."""
    with sqlite3.connect("data/zalada.sqlite3") as database:
        return database.execute(query).fetchall()


def test_an_added_shop_has_a_tag_that_works(capsys: pytest.CaptureFixture[str]) -> None:
    key = added_shop(capsys, "--origin", "https://WWW.kurz.example:443/cart")
    assert rows("SELECT key, name, origins, country, currency FROM shop") == [
        (key, "Kurz", '["https://kurz.example", "https://www.kurz.example"]', "PL", "PLN")
    ]
    assert rows("SELECT actor, action FROM audit") == [("operator", "shop.added")]


def test_an_origin_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SHOP, "--origin", "kurz", "--data", "data"]) == 1
    assert capsys.readouterr().err == (
        "--origin 'kurz' is no web address: write https://shop.example\n"
    )


def test_an_added_agent_works_for_the_shops_there_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = added_shop(capsys)
    monkeypatch.setattr("sys.stdin", Lines("correct horse battery\n"))
    assert main([*AGENT, "--shop", key, "--role", "admin", "--data", "data"]) == 0
    assert capsys.readouterr().out == (
        "Ana can sign in at http://localhost:8080/console as ana@kurz.example, for 1 shop.\n"
    )
    [(email, role, password_hash)] = rows("SELECT email, role, password_hash FROM agent")
    assert (email, role) == ("ana@kurz.example", "admin")
    assert str(password_hash).startswith("$argon2id$")
    assert rows("SELECT action FROM audit") == [("shop.added",), ("agent.added",)]
    monkeypatch.setattr("sys.stdin", Lines("correct horse battery\n"))
    assert main([*AGENT, "--data", "data"]) == 1
    assert capsys.readouterr().err == "ana@kurz.example is an agent already.\n"


class Lines:
    """A terminal's input."""

    def __init__(self, text: str) -> None:
        self._text = text

    def readline(self) -> str:
        return self._text


@pytest.mark.parametrize(
    ("arguments", "password", "sentence"),
    [
        ((), "short", "A password needs at least 10 characters.\n"),
        (("--email", "ana"), "long enough to be good", "--email 'ana' is no e-mail address.\n"),
        ((), "long enough to be good", "There is no shop yet: add one with zalada shop add.\n"),
    ],
)
def test_an_agent_who_could_not_sign_in_is_refused(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    password: str,
    sentence: str,
) -> None:
    monkeypatch.setattr("sys.stdin", Lines(f"{password}\n"))
    assert main([*AGENT, *arguments, "--data", "data"]) == 1
    assert capsys.readouterr().err == sentence


def test_an_unknown_shop_is_told_with_those_there_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = added_shop(capsys)
    monkeypatch.setattr("sys.stdin", Lines("correct horse battery\n"))
    assert main([*AGENT, "--shop", "nobody", "--data", "data"]) == 1
    assert capsys.readouterr().err == f"--shop 'nobody' is unknown; there are: {key}.\n"


def test_migrating_is_harmless_when_there_is_nothing_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for _ in range(2):
        assert main(["migrate", "--data", "data"]) == 0
        assert capsys.readouterr().out == "The database is up to date.\n"
    newest = sorted(path.stem for path in (MIGRATIONS / "versions").glob("0*.py"))[-1]
    [(version,)] = rows("SELECT version_num FROM alembic_version")
    assert newest.startswith(str(version)[:4])


def test_a_database_of_a_newer_version_is_told_and_left_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["migrate", "--data", "data"]) == 0
    with sqlite3.connect("data/zalada.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    assert main(["migrate", "--data", "data"]) == 1
    sentence = capsys.readouterr().err
    assert "was made by a newer version of Zalada" in sentence
    assert sentence.count("\n") == 1


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("sqlite:////proc/nowhere/x.sqlite3", "can't be used"),
        ("postgresql://zalada:s3cret@127.0.0.1:1/zalada", "can't be used"),
    ],
)
def test_a_database_that_cannot_be_reached_is_one_sentence_without_its_password(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, url: str, part: str
) -> None:
    monkeypatch.setenv("ZALADA_STORAGE__URL", url)
    assert main(["migrate", "--data", "data"]) == 1
    sentence = capsys.readouterr().err
    assert part in sentence
    assert "s3cret" not in sentence
    assert sentence.count("\n") == 1


def test_a_file_that_is_no_database_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("data").mkdir()
    Path("data/zalada.sqlite3").write_text("this is a diary" * 500)
    assert main(["migrate", "--data", "data"]) == 1
    assert "file is not a database" in capsys.readouterr().err


def test_the_doctor_is_content_with_a_fresh_installation(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["doctor", "--data", "data", "--port", "0"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "ok    database",
        "ok    bus",
        "ok    port",
        "ok    widget and console",
        "ok    time zones",
        "ok    public address",
    ]


def test_the_doctor_names_everything_that_is_wrong(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("data").mkdir()
    Path("data/zalada.sqlite3").write_text("this is a diary" * 500)
    for name, value in (
        ("ZALADA_BUS__KIND", "redis"),
        ("ZALADA_BUS__URL", "redis://127.0.0.1:1/0"),
        ("ZALADA_SERVER__HOST", "0.0.0.0"),
    ):
        monkeypatch.setenv(name, value)
    assert main(["doctor", "--data", "data", "--port", "0"]) == 1
    wrong = [line.split(":")[0] for line in capsys.readouterr().out.splitlines() if "FAIL" in line]
    assert wrong == ["FAIL  database", "FAIL  bus", "FAIL  time zones", "FAIL  public address"]


def test_every_mistake_in_the_settings_is_told_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("config.toml").write_text("[server]\nprot = 80\nhost = 5\n[lmits]\nburst = 1\n")
    assert main(["migrate", "--data", "data"]) == 2
    problems = capsys.readouterr().err.splitlines()
    assert len(problems) == 3
    assert "did you mean" in problems[0] + problems[1] + problems[2]
