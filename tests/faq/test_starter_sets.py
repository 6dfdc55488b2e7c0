"""The entries that a new shop starts from."""

import pytest

from chat_server.core import faq

LANGUAGES = ("pl", "sl", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_starter_entry_is_complete(language: str) -> None:
    for entry in faq.starter_entries(language):
        texts = (entry.question, *entry.alternatives)
        assert len(entry.alternatives) >= 5, entry.id
        assert len(set(texts)) == len(texts), entry.id
        assert len(entry.answer) > 20, entry.id
        assert entry.tags, entry.id


def test_every_language_has_the_same_entries() -> None:
    ids = [[entry.id for entry in faq.starter_entries(language)] for language in LANGUAGES]
    assert ids[0] == ids[1] == ids[2]
    assert len(ids[0]) >= 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_starter_question_leads_to_its_own_entry(language: str) -> None:
    entries = faq.starter_entries(language)
    matcher = faq.train(entries, language=language, vectors=False)
    found = {entry.id: matcher.match(entry.question).ranked[0].id for entry in entries}
    assert found == {entry.id: entry.id for entry in entries}


def test_a_language_without_a_starter_set_is_said_to_have_none() -> None:
    with pytest.raises(LookupError):
        faq.starter_entries("de")
