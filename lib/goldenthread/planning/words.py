"""What a plan calls its parts, in a sentence."""

from __future__ import annotations


def several(word: str) -> str:
    """`priorities`, `pledges`, `basics`: the plural of what a plan calls its parts."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"
