"""Unique pupil numbers by the hundred thousand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from goldenthread.sources.cell import Cell
from goldenthread.sources.values import UPN_LETTERS

_LENGTH = 13
_NO_SIGN = 99
# What each character is worth in the check letter; the last of a number may also be a letter.
_WORTH = np.full(256, _NO_SIGN, dtype="uint8")
for _place, _letter in enumerate(UPN_LETTERS):
    _WORTH[ord(_letter)] = _place
_DIGITS = np.full(256, _NO_SIGN, dtype="uint8")
_DIGITS[ord("0") : ord("9") + 1] = range(10)
_LAST = np.where(_DIGITS != _NO_SIGN, _DIGITS, _WORTH)


def sure_upns(cells: Sequence[Cell]) -> list[str | None] | None:
    """Each cell that is beyond doubt a unique pupil number, its check letter right; None for
    every other, which `read_upn` has to look at."""
    texts = [
        cell if isinstance(cell, str) and len(cell) == _LENGTH and cell.isascii() else "-" * _LENGTH
        for cell in cells
    ]
    signs = np.frombuffer("".join(texts).encode("ascii"), dtype="uint8").reshape(-1, _LENGTH)
    letter, last = _WORTH[signs[:, 0]], _LAST[signs[:, -1]]
    digits = _DIGITS[signs[:, 1:-1]]
    whole = (letter != _NO_SIGN) & (last != _NO_SIGN) & (digits != _NO_SIGN).all(axis=1)
    weighed = digits.astype("int32") @ np.arange(2, 13, dtype="int32")
    right = whole & ((weighed + 13 * last.astype("int32")) % 23 == letter)
    return [text if sure else None for text, sure in zip(texts, right.tolist(), strict=True)]
