"""Names of measures, criteria and files, and sentences, as they read inside a sentence."""

from __future__ import annotations

import re

from goldenthread.wording import without_capital

_PROPER = {"Attainment", "Progress", "English", "England", "Maths"}
_ORDINARY = ("Progress in reading", "Progress in writing", "Progress in maths")
# A name of two words, or of a file: "Academy Trust Handbook duties", "Audit tracker.xlsx, row …".
_NAME = re.compile(r"[A-Z]\w* [A-Z]|[^:,]+\.(?:xlsx?|xlsm|ods|csv)\b")

# What begins a sentence without a subject, and what stands before it where it ends another.
_SUBJECTS = {
    "held ": "it was ",
    "not held ": "it was ",
    "judged ‘": "it was ",
    "overdue ": "it is ",
}


def inside(text: str, names: tuple[str, ...] = ()) -> str:
    """As it reads inside a sentence: without the capital, unless the first word is a name."""
    first = re.split(r"[\s,:’]", text, maxsplit=1)[0]
    keeps = first in _PROPER or first[1:] != first[1:].lower() or text.startswith(names or ("\0",))
    keeps = (keeps or _NAME.match(text) is not None) and not text.startswith(_ORDINARY)
    return text if keeps else without_capital(text)


def as_clause(text: str) -> str:
    """A sentence as it reads after "because": `it was held in 1 of 3 terms`."""
    clause = inside(text).removesuffix(".")
    starts = (subject for start, subject in _SUBJECTS.items() if clause.startswith(start))
    return next(starts, "") + clause
