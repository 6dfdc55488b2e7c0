"""Sizes, names and words that keep the code readable."""

import re
from pathlib import Path

import pytest

from tests.support.sources import files, shown

LONGEST = 350
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "managers"}
CODE = files(".py", ".ts", ".tsx", ".mjs", ".css", ".html", ".j2")
TYPESCRIPT = files(".ts", ".tsx")


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    lengths = {shown(path): len(path.read_text().splitlines()) for path in CODE}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_module_is_a_drawer_for_whatever_is_left() -> None:
    drawers = [
        shown(path)
        for path in files(".py", ".ts", ".tsx", ".mjs")
        if DRAWERS & {part.lower() for part in (*path.parts[:-1], path.name.split(".")[0])}
    ]
    assert drawers == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("any", r"(?:[:<|&,]|\bas)\s*any\b(?=\s*(?:[;,)\]}>|&=]|\[\]|$))"),
        ("an ignored error", r"@ts-(ignore|nocheck|expect-error)"),
        ("a browser's dialog", r"\b(window\.)?(alert|confirm|prompt)\("),
        ("HTML from text", r"\.(innerHTML|outerHTML)\b|dangerouslySetInnerHTML|insertAdjacentHTML"),
    ],
)
def test_typescript_does_without(what: str, pattern: str) -> None:
    found = [
        f"{shown(path)}:{number}: {line.strip()}"
        for path in TYPESCRIPT
        if ".test." not in path.name or what == "any"  # tests write what they watch for
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line) and not line.lstrip().startswith(("*", "//", "/*"))
    ]
    assert found == []


def test_nothing_is_left_to_be_done_later() -> None:
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
    left = [
        f"{shown(path)}:{number}"
        for path in CODE
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if marks.search(line)
    ]
    assert left == []


def test_styles_never_shout() -> None:
    shouting = [shown(path) for path in files(".css") if has_important(path)]
    assert shouting == []


def has_important(path: Path) -> bool:
    """``!important`` is for the two rules that must win over everything: hidden and motion."""
    text = re.sub(r"\[hidden\][^}]*\}", "", path.read_text())
    text = re.sub(r"@media \(prefers-reduced-motion.*?\n\}", "", text, flags=re.DOTALL)
    return "!important" in text
