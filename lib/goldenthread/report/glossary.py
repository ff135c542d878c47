"""Terms that a reader may not know, and the ones of them that a report uses."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.display.markup import Display
from goldenthread.display.words import Heading, Terms

TERMS = {
    "95% interval": "The range in which the figure would lie 95 times in 100 if chance alone "
    "moved it. Where the ranges of two figures overlap widely, the difference may be chance.",
    "Attainment 8": "A pupil’s points in eight GCSE subjects, English and maths counted twice; the "
    "average over the year group. A grade in each subject more is ten points more.",
    "Coverage": "How much of what a figure should rest on the exports hold.",
    "Disadvantaged pupils": "Pupils eligible for the pupil premium: free school meals in the last "
    "six years, in care or adopted from care.",
    "EBacc": "English Baccalaureate: English, maths, sciences, a language, and history or "
    "geography at GCSE.",
    "EXS": "Working at the expected standard, as the teacher assesses it.",
    "GDS": "Working at greater depth than the expected standard, as the teacher assesses it.",
    "Good level of development": "Children who reach, at the end of Reception, the expected level "
    "of the early learning goals in the prime areas, literacy and mathematics.",
    "Key stage 1": "Years 1 and 2.",
    "Key stage 2": "Years 3 to 6; its tests are taken at the end of primary school.",
    "Key stage 4": "Years 10 and 11, which end with GCSEs.",
    "Official band": "How the Department for Education words a Progress 8 score and its interval.",
    "Ofsted": "The office that inspects schools in England.",
    "Persistent absence": "Pupils who miss one session in ten or more.",
    "Progress 8": "How far pupils got from the end of primary school to their GCSEs beside pupils "
    "who started level with them; 0 is the national average, +1 a grade better in each subject.",
    "PSHE": "Personal, social, health and economic education.",
    "Provisional": "Published before schools have checked it; it may still change.",
    "Retention": "How many of the staff in post at one November census are in post at the next.",
    "Severe absence": "Pupils who miss half of all sessions or more.",
    "SHA-256": "A fingerprint of a file: any change to the file, however small, changes it.",
    "Suppressed": "Withheld because so few people are counted that somebody could be recognised.",
    "Suspension": "Being sent home from school for a fixed time; earlier a fixed-term exclusion.",
    "Wilson": "A way to work out the 95% interval of a percentage that holds for few people too.",
    "Target not set": "The plan leaves the threshold open and the trust has not yet set one.",
    "Not yet due": "The day by which it was promised has not come, or its results are not out.",
    "Not measurable this year": "The figure does not exist for this year, for every school alike.",
}


def glossary(words: dict[str, str], shown: Iterable[str]) -> list[Display]:
    """The plan's own abbreviations and the general terms, as far as `shown` uses them."""
    text = "\n".join(shown)
    folded = text.lower()
    used = {
        term: meaning
        for term, meaning in {**TERMS, **words}.items()
        if (_stands_in(term, text) if _as_written(term) else _stands_in(term.lower(), folded))
    }
    if not used:
        return []
    pairs = tuple(sorted(used.items(), key=lambda pair: pair[0].casefold()))
    return [Heading("Words used"), Terms(pairs, "glossary")]


def _as_written(term: str) -> bool:
    """An abbreviation is looked for as it is written: "FT" is not in "left"."""
    return term.isupper() or any(c.isdigit() for c in term)


def _stands_in(term: str, text: str) -> bool:
    """Whether it is a word of the text, or several, and no part of one.

    A pattern for each term would have to be compiled anew for each report."""
    at = text.find(term)
    while at >= 0:
        end = at + len(term)
        if not (_in_a_word(text[at - 1 : at]) or _in_a_word(text[end : end + 1])):
            return True
        at = text.find(term, at + 1)
    return False


def _in_a_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
