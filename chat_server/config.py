"""Loads the settings: defaults, then ``config.toml``, then ``ZALADA_…`` variables, then flags.

A variable is named after its setting: ``ZALADA_SERVER__PORT`` is ``port`` in ``[server]``. A list
is given with commas. ``python -m chat_server.config`` writes the reference ``config.toml``.
"""

import difflib
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from chat_server.settings import Section, Settings

PREFIX = "ZALADA_"
_SECRET = {"bus.url", "mail.password", "metrics.token", "storage.url"}


class ConfigError(Exception):
    """Everything that is wrong with the settings, one sentence each, in ``problems``."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def fields() -> Iterator[tuple[str, FieldInfo]]:
    """Every setting as ``section.name`` with its declaration, in the order of the reference."""
    for section, declared in Settings.model_fields.items():
        for name, field in _section(declared).model_fields.items():
            yield f"{section}.{name}", field


def variable(dotted: str) -> str:
    """The environment variable of a setting: ``server.port`` → ``ZALADA_SERVER__PORT``."""
    return PREFIX + dotted.replace(".", "__").upper()


def load_settings(
    path: Path | None,
    environ: Mapping[str, str],
    overrides: Mapping[str, object] | None = None,
) -> Settings:
    """The settings of one server.

    ``path`` names a TOML file that must exist, or None for none; ``overrides`` are the command
    line's, by dotted name. Raises ``ConfigError`` with every problem there is, not just the first.
    """
    problems: list[str] = []
    values = _read_file(path, problems) if path is not None else {}
    file_name = str(path) if path is not None else "settings"
    origin: dict[str, str] = {}
    known = dict(fields())
    variables = {variable(dotted): dotted for dotted in known}
    for name, text in sorted(environ.items()):
        if not name.startswith(PREFIX):
            continue
        if name not in variables:
            problems.append(f"{name}: unknown variable{_nearest(name, list(variables))}")
            continue
        dotted = variables[name]
        origin[dotted] = name
        _put(values, dotted, _split(text) if _is_list(known[dotted]) else text)
    for dotted, value in (overrides or {}).items():
        origin[dotted] = "command line"
        _put(values, dotted, value)
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        names = list(known)
        problems += [_told(dict(one), origin, file_name, names) for one in error.errors()]
        raise ConfigError(problems) from error
    if problems:
        raise ConfigError(problems)
    return settings


def reference() -> str:
    """``config.toml`` with every setting, its documentation and its default."""
    lines = [
        "# Every setting with its default. A variable in the environment overrides one:",
        f"# {variable('server.port')} is port in [server]; a list is given with commas.",
        "# Durations are milliseconds.",
    ]
    defaults = Settings().model_dump(mode="json")
    for section, declared in Settings.model_fields.items():
        model = _section(declared)
        lines += ["", f"# {(model.__doc__ or '').strip()}", f"[{section}]"]
        for name, field in model.model_fields.items():
            lines += [f"# {line}" for line in wrap(field.description or "", 96)]
            value = defaults[section][name]
            digits = f"{value:_}" if type(value) is int and value >= 10_000 else None
            lines.append(f"{name} = {digits or json.dumps(value)}")
    return "\n".join(lines) + "\n"


def _section(declared: FieldInfo) -> type[Section]:
    model = declared.annotation
    if not (isinstance(model, type) and issubclass(model, Section)):
        raise TypeError(f"{model} is not a section")
    return model


def _is_list(field: FieldInfo) -> bool:
    return isinstance(field.default, tuple)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _read_file(path: Path, problems: list[str]) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(f"{path}: there is no such file")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(f"{path}: cannot be read: {error}")
    return {}


def _put(values: dict[str, object], dotted: str, value: object) -> None:
    """Set one setting; a section that is no table is left for the validation to report."""
    section, _, name = dotted.partition(".")
    table = values.setdefault(section, {})
    if isinstance(table, dict):
        table[name] = value


def _nearest(name: str, known: list[str]) -> str:
    """The end of a sentence that names the setting which was probably meant."""
    last = name.rpartition(".")[2]
    by_last = {one.rpartition(".")[2]: one for one in known}
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.75) or [
        by_last[one] for one in difflib.get_close_matches(last, list(by_last), n=1, cutoff=0.75)
    ]
    return f"; did you mean {near[0]}?" if near else ""


def _told(
    error: Mapping[str, object], origin: Mapping[str, str], file_name: str, names: list[str]
) -> str:
    """One problem as a sentence that starts with where the value came from."""
    loc = error["loc"]
    parts = [str(part) for part in loc] if isinstance(loc, tuple) else []
    dotted = ".".join(parts[:2])
    where = origin.get(dotted, file_name)
    if error["type"] == "extra_forbidden":
        known = list(Settings.model_fields) if len(parts) == 1 else names
        what = "section" if len(parts) == 1 else "setting"
        return f"{where}: {dotted}: unknown {what}{_nearest(dotted, known)}"
    if error["type"] == "model_type":
        return f"{where}: {dotted}: must be a table, written [{dotted}]"
    message = str(error["msg"]).removeprefix("Value error, ")
    given = "" if dotted in _SECRET or len(parts) == 1 else f" (it is {error['input']!r})"
    return f"{where}: {dotted}: {message[:1].lower()}{message[1:]}{given}"


if __name__ == "__main__":
    Path("config.toml").write_text(reference(), encoding="utf-8")
