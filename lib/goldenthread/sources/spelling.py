"""When two spellings are the same words: headers, names and choices are compared by this."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_DASHES = re.compile("[‐‑‒–—―−]")


def folded(text: object) -> str:
    """`text` without the differences that mean nothing: case, kinds of space, dash and quote,
    line breaks, doubled spaces, a trailing colon or asterisk."""
    return _folded(str(text))


@lru_cache(maxsize=10_000)
def _folded(text: str) -> str:
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    plain = plain.translate(_APOSTROPHES)
    if not plain.isascii():
        plain = _DASHES.sub("-", plain)
    return " ".join(plain.split()).casefold().rstrip(":* ") or plain.strip().casefold()


def shown(text: object) -> str:
    """`text` on one line, as a message may quote it."""
    line = " ".join(str(text).split())
    return line if len(line) <= 80 else line[:79] + "…"


def bare(text: object) -> str:
    """A name without its punctuation: `St. Mary's` and `Saint Marys` are one school."""
    words = folded(text).replace("&", " and ").replace("'", "")
    words = re.sub(r"[^\w\s]+|_", " ", words)
    words = re.sub(r"\bsaint\b", "st", words)
    return " ".join(words.split()).removeprefix("the ")
