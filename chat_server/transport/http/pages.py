"""Which of our languages a browser prefers."""

from collections.abc import Sequence


def preferred_language(header: str, languages: Sequence[str], default: str = "en") -> str:
    """The first of ``languages`` by weight in an Accept-Language header, else ``default``."""
    wanted = []
    for position, part in enumerate(header[:500].split(",")):
        tag, _, parameters = part.partition(";")
        quality = parameters.strip().removeprefix("q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        wanted.append((-weight, position, tag.strip().lower().split("-")[0]))
    for weight, _, short in sorted(wanted):
        if short in languages and weight < 0:
            return short
    return default
