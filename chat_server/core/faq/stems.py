"""Stems of folded words.

English uses Snowball (PyStemmer). Snowball's Polish stemmer wants the diacritics that shoppers
leave out, and there is none for Slovenian, so both get a light suffix stripper of our own that
works on folded text: the longest listed ending goes, as long as enough of the word is left.
"""

from collections.abc import Callable

import Stemmer

_POLISH_ENDINGS = (
    "owalibysmy iejszych ajacych ujacych owaniem owaniu owania owanie owalem owalam owalismy "
    "owany owana owane owanych owanego owanej iejszy iejsza niejsze acego acych acymi acej "
    "eniem enia enie eniu aniem ania anie aniu eniami alismy elismy ilismy alibysmy "
    "owac ywac iwac ywalem iwalem owal owala owalo owali uje ujemy ujesz uja ujac "
    "ilem ilam alem alam elem elam ilo ila ili il alo ala ali al ela eli "
    "lem lam lo la li iemy imy emy amy ecie icie acie esz isz asz "
    "ego emu ych ich ymi imi ami ach owi owie iem em om ow "
    "osci oscia osc cji cje cja cjom cjami cyjny cyjna cyjne "
    "ic yc ac ec na ny ne nej nego nym nych ony ona one onej onych "
    "iej ej ym im iom iow ia ie iu io ii a e i o u y"
)

_SLOVENIAN_ENDINGS = (
    "ovanje ovanja ovanju ovati evati irati iral irala irali avanje avanja "
    "anjem enjem anja enja anje enje anju enju anj enj "
    "ujem ujete ujejo ujes uje ujemo "
    "il ila ilo ili al ala alo ali el ela eli la li lo "
    "iti ati eti im is imo ite ijo am as amo ate ajo em es emo ete ejo "
    "ega emu ih imi ami ama oma em om ov ev ah eh "
    "osti ostjo ost cije cijo cija cij ne na ni no nega nem nih nim ske ska ski ske "
    "en an jo je ja ju ji jem a e i o u"
)


def _stripper(listed: str, shortest: int) -> Callable[[str], str]:
    endings = listed.split()
    by_length: dict[int, frozenset[str]] = {}
    for length in {len(ending) for ending in endings}:
        by_length[length] = frozenset(e for e in endings if len(e) == length)
    lengths = sorted(by_length, reverse=True)

    def strip(word: str) -> str:
        for length in lengths:
            if len(word) - length >= shortest and word[-length:] in by_length[length]:
                return word[:-length]
        return word

    return strip


_STRIP_POLISH = _stripper(_POLISH_ENDINGS, 3)
_STRIP_SLOVENIAN = _stripper(_SLOVENIAN_ENDINGS, 3)


def _unchanged(word: str) -> str:
    return word


def stemmer(language: str) -> Callable[[str], str]:
    """The stemming function for a language code; for others than pl, sl, en none is applied."""
    if language == "pl":
        return _STRIP_POLISH
    if language == "sl":
        return _STRIP_SLOVENIAN
    if language == "en":
        # Its own word cache would grow with every typo ever seen.
        stem: Callable[[str], str] = Stemmer.Stemmer("english", 0).stemWord
        return stem
    return _unchanged
