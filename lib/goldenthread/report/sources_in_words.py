"""What figures rest on, in words: files and sheets with their rows, and how much they cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldenthread.measures.measurement import Coverage, Measurement
from goldenthread.provenance import RowRange
from goldenthread.view import View
from goldenthread.wording import all_of, number, percent, plural, sentence, without_capital

Run = tuple[int, int]  # the first and the last of rows that follow each other
MOST_PLACES = 6  # files and sheets that stand beside a criterion's figures
_MANY_ROWS = 48  # characters of row numbers that a line of small type may hold


def sources(view: View, figures: Iterable[Measurement]) -> list[tuple[str, str]]:
    """(Source, ...) and (Coverage, ...) of some figures."""
    given = list(figures)
    ranges = merged(r for m in given for r in m.rows)
    hashes = view.judged.hashes(r.file for r in ranges)
    lines = [
        f"{place(r)}, SHA-256 {short_hash(hashes.get(r.file, ''))}" for r in ranges[:MOST_PLACES]
    ]
    if len(ranges) > MOST_PLACES:
        more = plural(len(ranges) - MOST_PLACES, "more place")
        lines.append(f"and {more}, in the evidence below")
    pairs = [("Source", line) for line in lines]
    words = _coverage(m.coverage for m in given if m.coverage is not None)
    # `All 26 children in Reception; all 23 pupils in Year 1`
    told = "; ".join([*words[:1], *map(without_capital, words[1:])])
    return [*pairs, ("Coverage", told)] if told else pairs


def _coverage(covers: Iterable[Coverage]) -> list[str]:
    """What is covered in full is said once, for the most that it is of, and before what is not."""
    # By all that a cover is: a set has another order in every process.
    ordered = sorted(set(covers), key=lambda c: (c.what, -c.expected, -c.covered))
    words: dict[str, None] = {}
    full: set[str] = set()
    for cover in ordered:
        if cover.covered < cover.expected:
            count = f"{number(cover.covered)} of {number(cover.expected)} {cover.what}"
            words[f"{count} ({percent(cover.percent)})"] = None
        elif cover.what not in full:
            full.add(cover.what)
            words[_in_full(cover)] = None
    return list(words)


def _in_full(cover: Coverage) -> str:
    """`All 14 pupils`, `Both pupils`, `All pupils (1)`: what it is of is told in the plural."""
    if cover.expected < 2:
        return f"All {cover.what} ({number(cover.expected)})"
    return sentence(all_of(cover.expected, cover.what))[:-1]


def merged(ranges: Iterable[RowRange]) -> list[RowRange]:
    """Each file and sheet once, with all rows that any of the ranges names.

    The rows of a suppressed figure are withheld; others of the same sheet speak for it.
    """
    rows: dict[tuple[str, str], list[Run]] = {}
    withheld: dict[tuple[str, str], RowRange] = {}
    for r in dict.fromkeys(ranges):
        if r.rows[:1].isdigit():
            rows.setdefault((r.file, r.sheet), []).extend(_runs(r.rows))
        else:
            withheld[r.file, r.sheet] = r
    joined = {key: _joined(found) for key, found in rows.items()}
    known = [RowRange(*key, _as_text(runs), _length(runs)) for key, runs in joined.items()]
    known += [r for key, r in withheld.items() if key not in rows]
    return sorted(known, key=lambda r: (r.file, r.sheet))


def _runs(rows: str) -> Iterator[Run]:
    """(2, 266) and (270, 270) of `2–266, 270`. Never row by row: registers have millions."""
    for part in rows.split(", "):
        first, _, last = part.partition("–")
        yield int(first), int(last or first)


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Runs that overlap or touch as one, from the top of the sheet."""
    found: list[Run] = []
    for first, last in sorted(runs):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def _as_text(runs: Iterable[Run]) -> str:
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)


def _length(runs: Iterable[Run]) -> int:
    return sum(last - first + 1 for first, last in runs)


def place(r: RowRange, most: int = _MANY_ROWS) -> str:
    """`ks4_results.xlsx, sheet Results, rows 2–266`."""
    sheet = f", sheet {r.sheet.strip()}" if r.sheet else ""
    return f"{r.file}{sheet}, {rows_in_words(r, most)}"


def rows_in_words(r: RowRange, most: int = _MANY_ROWS) -> str:
    """`rows 2–266, 270`; of more than `most` letters, how many there are and between which."""
    if not r.rows[:1].isdigit():
        return f"rows {r.rows}"
    if len(r.rows) <= most:
        return f"{'row' if r.count == 1 else 'rows'} {r.rows}"
    first, last = r.rows.split("–")[0].split(",")[0], r.rows.replace("–", ",").split(",")[-1]
    return f"{number(r.count)} rows from {first.strip()} to {last.strip()}"


def short_hash(sha256: str) -> str:
    """`a1b2…7f80`, by which a file can be told from another at a glance."""
    return f"{sha256[:4]}…{sha256[-4:]}" if sha256 else "not recorded"
