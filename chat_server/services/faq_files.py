"""FAQ entries from and to files, and the ready-made sets: all or nothing."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import ValidationError

from chat_server.protocol.faq import FILE_ROWS_MAX, FaqDraft, FaqFile, FaqFileProblem
from chat_server.storage.faq import FaqEntry

COLUMNS = (
    "id",
    "question",
    "alternatives",
    "answer",
    "links",
    "image",
    "buttons",
    "follow_ups",
    "tags",
    "enabled",
    "suggested",
    "valid_from",
    "valid_until",
)
NEEDED = ("question", "answer")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
_YES = frozenset({"true", "1", "yes", "tak", "da"})
_NO = frozenset({"false", "0", "no", "nie", "ne"})
_CODES = {
    "string_too_long": "too_long",
    "too_long": "too_many",
    "missing": "missing",
    "string_too_short": "missing",
    "extra_forbidden": "unknown",
}


@dataclass(slots=True)
class FaqRows:
    """What a file holds: (row, id or empty, draft), and what is wrong with it."""

    rows: list[tuple[int, str, FaqDraft]] = field(default_factory=list)
    problems: list[FaqFileProblem] = field(default_factory=list)

    def refuse(self, row: int, name: str, code: str) -> None:
        """Note a mistake."""
        self.problems.append(
            FaqFileProblem.model_validate({"row": row, "field": name, "code": code})
        )


def read_file(format_name: str, text: str) -> FaqRows:
    """The entries of a CSV or JSON file; never raises on what is in it."""
    found = FaqRows()
    given = _from_csv(text, found) if format_name == "csv" else _from_json(text, found)
    if len(given) > FILE_ROWS_MAX:
        found.refuse(0, "", "too_many")
        return found
    questions: set[str] = set()
    for row, values in given:
        _read_row(found, row, dict(values), questions)
    return found


def _read_row(found: FaqRows, row: int, values: dict[str, Any], questions: set[str]) -> None:
    entry_id = values.pop("id", "") or ""
    if not isinstance(entry_id, str) or len(entry_id) > 64:
        found.refuse(row, "id", "invalid")
        return
    try:
        draft = FaqDraft.model_validate(values)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False, include_input=False):
            name = ".".join(str(part) for part in error["loc"])
            found.refuse(row, name, _CODES.get(error["type"], "invalid"))
        return
    folded = " ".join(draft.question.split()).casefold()
    if folded in questions:
        found.refuse(row, "question", "duplicate")
        return
    questions.add(folded)
    found.rows.append((row, entry_id, draft))


def _from_json(text: str, found: FaqRows) -> list[tuple[int, Mapping[str, Any]]]:
    try:
        data = json.loads(text)
    except ValueError:
        found.refuse(0, "", "format")
        return []
    listed = data.get("entries") if isinstance(data, dict) else data
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        found.refuse(0, "", "format")
        return []
    return list(enumerate(listed, 1))


def _from_csv(text: str, found: FaqRows) -> list[tuple[int, Mapping[str, Any]]]:
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        found.refuse(0, "", "format")
        return []
    header = [name.strip().lower() for name in lines[0]] if lines else []
    _check_header(found, header)
    if found.problems:
        return []
    given: list[tuple[int, Mapping[str, Any]]] = []
    for row, line in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) != len(header):
            found.refuse(row, "", "format")
            continue
        values = _cells(found, row, dict(zip(header, line, strict=True)))
        if values is not None:
            given.append((row, values))
    return given


def _check_header(found: FaqRows, header: list[str]) -> None:
    for name in header:
        if name not in COLUMNS:
            found.refuse(1, name[:60], "unknown")
    for name in NEEDED:
        if name not in header:
            found.refuse(1, name, "missing")
    if len(set(header)) != len(header):
        found.refuse(1, "", "duplicate")


def _cells(found: FaqRows, row: int, cells: Mapping[str, str]) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    is_whole = True
    for name, cell in cells.items():
        read = _READERS.get(name, str)
        try:
            value = read(_unguarded(cell))
        except ValueError:
            found.refuse(row, name, "invalid")
            is_whole = False
            continue
        if value is not None:
            values[name] = value
    return values if is_whole else None


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:2] in _RUN_BY_SPREADSHEETS else cell


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUN_BY_SPREADSHEETS) else cell


def _lines(cell: str) -> list[str]:
    return [line.strip() for line in cell.splitlines() if line.strip()]


def _flag(cell: str) -> bool | None:
    word = cell.strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    if not word:
        return None
    raise ValueError(word)


def _moment(cell: str) -> int | None:
    if not cell.strip():
        return None
    moment = datetime.fromisoformat(cell.strip())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def _links(cell: str) -> list[dict[str, str]]:
    pairs = [line.rpartition(" ") for line in _lines(cell)]
    return [{"label": label.strip(), "url": url} for label, _, url in pairs]


def _buttons(cell: str) -> list[dict[str, str]]:
    pairs = [line.partition(" ") for line in _lines(cell)]
    return [{"action": action, "target": target.strip()} for action, _, target in pairs]


_READERS: Mapping[str, Callable[[str], Any]] = {
    "alternatives": _lines,
    "links": _links,
    "buttons": _buttons,
    "follow_ups": _lines,
    "tags": _lines,
    "enabled": _flag,
    "suggested": _flag,
    "valid_from": _moment,
    "valid_until": _moment,
}


def _iso(at: int | None) -> str:
    return "" if at is None else (_EPOCH + timedelta(milliseconds=at)).isoformat()


def _row(entry: FaqEntry) -> list[str]:
    return [
        entry.id,
        entry.question,
        "\n".join(entry.alternatives),
        entry.answer,
        "\n".join(f"{label} {url}" for label, url in entry.links),
        entry.image,
        "\n".join(f"{action} {target}".strip() for action, target in entry.buttons),
        "\n".join(entry.follow_ups),
        "\n".join(entry.tags),
        "true" if entry.enabled else "false",
        "true" if entry.suggested else "false",
        _iso(entry.valid_from),
        _iso(entry.valid_until),
    ]


def write_file(format_name: str, shop_key: str, language: str, listed: list[FaqEntry]) -> FaqFile:
    """The entries as a file that ``read_file`` reads back as they are."""
    if format_name == "csv":
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows([_guarded(cell) for cell in _row(entry)] for entry in listed)
        # spreadsheets take a file without the mark for one in their own encoding
        text, content_type = f"\ufeff{out.getvalue()}", "text/csv"
    else:
        text = json.dumps([_object(entry) for entry in listed], ensure_ascii=False, indent=1)
        content_type = "application/json"
    name = f"faq-{shop_key}-{language}.{format_name}"
    return FaqFile(file_name=name, content_type=content_type, text=text)


def _object(entry: FaqEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "question": entry.question,
        "alternatives": entry.alternatives,
        "answer": entry.answer,
        "links": [{"label": label, "url": url} for label, url in entry.links],
        "image": entry.image,
        "buttons": [{"action": action, "target": target} for action, target in entry.buttons],
        "follow_ups": entry.follow_ups,
        "tags": entry.tags,
        "enabled": entry.enabled,
        "suggested": entry.suggested,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
    }
