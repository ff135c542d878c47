"""Which of a list of declared words (modules, categories, areas) a typed text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from goldenthread.measures.cells import folded


def words_in(text: str, words: Iterable[str]) -> set[str]:
    """Those of `words` that `text` holds as whole words; the longest takes its place first.

    So "Data protection for governors" speaks of "Data protection" and not also of "Data".
    """
    rest, found = folded(text), set()
    for word in sorted(words, key=len, reverse=True):
        rest, times = re.subn(rf"(?<!\w){re.escape(folded(word))}(?!\w)", " | ", rest)
        if times:
            found.add(word)
    return found


def listed(setting: object) -> list[str]:
    """A setting that should be a list of words, as one; empty where it is not set."""
    if isinstance(setting, dict | list | tuple):
        return [str(word) for word in setting]
    return []
