from ipaddress import ip_network
from pathlib import Path

import pytest

from chat_server.config import ConfigError, fields, load_settings, variable
from chat_server.settings import Settings


def problems_of(path: Path | None, environ: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_settings(path, environ)
    return caught.value.problems


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text)
    return path


def test_nothing_given_means_the_defaults() -> None:
    assert load_settings(None, {"HOME": "/root"}) == Settings()


def test_a_flag_beats_a_variable_and_a_variable_beats_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, '[server]\nhost = "0.0.0.0"\nport = 1\n[log]\nlevel = "error"\n')

    settings = load_settings(
        path, {"ZALADA_SERVER__PORT": "2", "ZALADA_LOG__LEVEL": "debug"}, {"server.port": 3}
    )

    assert (settings.server.host, settings.server.port) == ("0.0.0.0", 3)
    assert settings.log.level == "debug"


def test_every_mistake_is_reported_at_once_with_its_path_and_the_nearest_name(
    tmp_path: Path,
) -> None:
    path = written(
        tmp_path,
        """
[server]
prot = 8080
port = 99999
trusted_proxies = ["10.0.0.0/8", "abc"]
[servr]
port = 1
[mail]
host = "smtp.example.com"
""",
    )

    assert problems_of(path, {"ZALADA_SERVR__PORT": "1", "ZALADA_LIMITS__BURST": "many"}) == [
        "ZALADA_SERVR__PORT: unknown variable; did you mean ZALADA_SERVER__PORT?",
        f"{path}: server.port: input should be less than or equal to 65535 (it is 99999)",
        f"{path}: server.trusted_proxies: 'abc' does not appear to be an IPv4 or IPv6 network"
        " (it is 'abc')",
        f"{path}: server.prot: unknown setting; did you mean server.port?",
        "ZALADA_LIMITS__BURST: limits.burst: input should be a valid integer, "
        "unable to parse string as an integer (it is 'many')",
        f"{path}: mail: host is set, so from_address is needed, as chat@example.com",
        f"{path}: servr: unknown section; did you mean server?",
    ]


def test_a_file_that_was_named_and_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    assert problems_of(path, {}) == [f"{path}: there is no such file"]


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "[server]\nport = \n")
    [problem] = problems_of(path, {})
    assert problem.startswith(f"{path}: cannot be read: ")
    assert "line 2" in problem


def test_a_value_where_a_section_belongs_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "server = 3\n")
    assert problems_of(path, {"ZALADA_SERVER__PORT": "1"}) == [
        f"{path}: server: must be a table, written [server]"
    ]


def test_a_mistake_never_repeats_a_secret() -> None:
    [problem] = problems_of(None, {"ZALADA_STORAGE__URL": "mysql://root:pass123@db"})
    assert problem == (
        "ZALADA_STORAGE__URL: storage.url: must be empty or start with sqlite:/// or postgresql://"
    )


def test_settings_do_not_print_their_secrets() -> None:
    settings = load_settings(
        None,
        {
            "ZALADA_STORAGE__URL": "postgresql://me:hush@db/x",
            "ZALADA_BUS__URL": "redis://:hush@bus",
            "ZALADA_METRICS__TOKEN": "hush",
            "ZALADA_MAIL__PASSWORD": "hush",
        },
    )
    assert settings.metrics.token == "hush"
    assert "hush" not in repr(settings)


def test_a_list_is_given_with_commas() -> None:
    settings = load_settings(None, {"ZALADA_SERVER__TRUSTED_PROXIES": "10.0.0.0/8, ::1/128"})
    assert settings.server.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("::1/128"))


def test_every_setting_has_its_own_variable() -> None:
    names = [variable(dotted) for dotted, _ in fields()]
    assert len(set(names)) == len(names)
    assert "ZALADA_PRESENCE__RELOAD_GRACE_MS" in names


def test_redis_needs_an_address() -> None:
    [problem] = problems_of(None, {"ZALADA_BUS__KIND": "redis"})
    assert problem.startswith("settings: bus: kind is redis, so url is needed")


def test_an_agent_cannot_go_offline_between_two_heartbeats() -> None:
    [problem] = problems_of(None, {"ZALADA_PRESENCE__LEASE_MS": "10000"})
    assert problem == "settings: presence: lease_ms must be at least twice heartbeat_ms"


@pytest.mark.parametrize(
    ("given", "expected"),
    [("", "http://localhost:8080"), ("https://chat.example.com/", "https://chat.example.com")],
)
def test_the_public_address_is_derived_unless_given(given: str, expected: str) -> None:
    assert load_settings(None, {}, {"server.public_url": given}).public_url() == expected
