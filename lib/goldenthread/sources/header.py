"""Finding the header of a table, whatever stands above it and however it is spelt."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.errors import nearest
from goldenthread.sources.cell import Cell, as_text
from goldenthread.sources.dates import moment
from goldenthread.sources.rows import TotalRows
from goldenthread.sources.spec import Column, Source
from goldenthread.sources.spelling import folded, shown
from goldenthread.sources.workbook import Grid

LOOK_AT = 25
_MOST_COLUMNS = 2000


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column of a source stands in a sheet.

    `row` counts from 0. `columns` and `block` give the place of each declared column and of each
    unpivoted one; `titles` the header of every place as it stands in the file.
    """

    row: int
    columns: Mapping[str, int]
    block: Mapping[str, int]
    titles: Mapping[int, str]
    missing: tuple[str, ...]
    missing_items: tuple[str, ...]
    # The places that a column may stand at, where there are several: the one that is taken first.
    repeated: Mapping[str, tuple[int, ...]]

    def title(self, name: str) -> str:
        return self.titles.get(self.columns.get(name, -1), name)


def find_header(grid: Grid, source: Source) -> Header | None:
    """The row that holds most of the required columns; the uppermost of equals.

    None where no row holds a third of them. A header of two rows is read both joined and alone.
    """
    if source.header_row is not None:
        candidates = [source.header_row - 1] if source.header_row <= len(grid.rows) else []
    else:
        filled = (i for i, row in enumerate(grid.rows) if _is_filled(row))
        candidates = [i for _, i in zip(range(LOOK_AT), filled, strict=False)]
    spellings = _spellings(source)
    best: Header | None = None
    best_score = (0, 0)
    names = frozenset(text for _, texts, _ in spellings for text in texts)
    ends = frozenset(name.rpartition(" ")[2] for name in names)
    for row in candidates:
        if not _may_be_header(grid, row, names, ends):
            continue
        header = _header_at(grid, row, source, spellings)
        required = sum(source.columns[name].required for name in header.columns)
        score = (required + _required_items(header, source), len(header.columns))
        if score > best_score and _is_enough(required, header, source):
            best, best_score = header, score
    return best


def rival_rows(grid: Grid, source: Source, header: Header) -> tuple[int, ...]:
    """Other rows that are as much of a header and name other columns or places; counted from 0.

    The same header printed again is none, nor is the row below, whose blanks take the words above.
    """
    if source.header_row is not None:
        return ()
    spellings = _spellings(source)
    names = frozenset(text for _, texts, _ in spellings for text in texts)
    ends = frozenset(name.rpartition(" ")[2] for name in names)
    filled = (i for i, row in enumerate(grid.rows) if _is_filled(row))
    rivals = []
    for _, row in zip(range(LOOK_AT), filled, strict=False):
        if row <= header.row + 1 or not _may_be_header(grid, row, names, ends):
            continue
        other = _header_at(grid, row, source, spellings)
        same_size = len(other.columns) + len(other.block) == len(header.columns) + len(header.block)
        if same_size and other.columns and dict(other.columns) != dict(header.columns):
            rivals.append(row)
    return tuple(rivals)


def suggestion(column: Column, header: Header) -> str:
    """The unused header most like a missing column's, or ""."""
    used = {*header.columns.values(), *header.block.values()}
    free = [title for place, title in header.titles.items() if place not in used and title]
    for wanted in (column.title, *column.aliases):
        if match := nearest(wanted, free):
            return match
    return ""


def _is_filled(row: Sequence[Cell]) -> bool:
    return any(cell != "" for cell in row)


def _is_enough(required: int, header: Header, source: Source) -> bool:
    needed = sum(column.required for column in source.columns.values())
    filled = sum(1 for title in header.titles.values() if title)
    return required >= max(1, math.ceil(needed / 3)) and (filled >= 2 or needed == 1)


def _required_items(header: Header, source: Source) -> int:
    listed = source.unpivot is not None and source.unpivot.columns == "listed"
    return len(header.block) if listed else 0


Spellings = list[tuple[str, list[str], int | None]]


def _names(column: Column) -> tuple[str, ...]:
    return (column.header,) if column.header else (column.title, *column.aliases)


def _spellings(source: Source) -> Spellings:
    """Each column with its folded title and aliases, best first; unpivoted items come last."""
    columns = list(source.columns.items())
    if source.unpivot and source.unpivot.columns == "listed":
        columns += [(f"={key}", item) for key, item in source.unpivot.items.items()]
    return [(name, [folded(t) for t in _names(column)], column.nth) for name, column in columns]


def _may_be_header(grid: Grid, row: int, names: frozenset[str], ends: frozenset[str]) -> bool:
    """Whether a title of the row, alone or with the row above, is one of `names`, whose last words
    are `ends`. Most rows of a sheet hold none, and are not looked into."""
    cells = grid.rows[row][:_MOST_COLUMNS]
    over = grid.rows[row - 1][:_MOST_COLUMNS] if row else [""] * len(cells)
    carried = ""
    for cell, cell_over in zip(cells, over, strict=True):
        above, title = as_text(cell_over), as_text(cell)
        carried = above or carried
        text = folded(title or above)
        if text in names:
            return True
        # A lone asterisk under a name is no word of its own.
        may_end = text.rpartition(" ")[2] in ends or not text.strip(":* ")
        if title and carried and may_end and folded(f"{carried} {title}") in names:
            return True
    return False


def _header_at(grid: Grid, row: int, source: Source, spellings: Spellings) -> Header:
    titles = [as_text(cell) for cell in grid.rows[row][:_MOST_COLUMNS]]
    over = [as_text(cell) for cell in grid.rows[row - 1][:_MOST_COLUMNS]] if row else []
    above = _carried(over) if row else [""] * len(titles)
    own: dict[str, list[int]] = {}
    joined: dict[str, list[int]] = {}
    for place, title in enumerate(titles):
        if title:
            own.setdefault(folded(title), []).append(place)
        for text in _with_above(title, over[place : place + 1], above[place]):
            joined.setdefault(folded(text), []).append(place)
    found, taken, repeated = _match(spellings, own, joined)
    columns = {name: place for name, place in found.items() if not name.startswith("=")}
    block = {name[1:]: place for name, place in found.items() if name.startswith("=")}
    stand = {i: shown(t or over[i]) for i, t in enumerate(titles) if t or i in taken}
    if source.unpivot and source.unpivot.columns != "listed":
        block = _other_columns(grid.rows[row], source, taken)
    items = source.unpivot.items if source.unpivot else {}
    return Header(
        row,
        columns,
        block,
        stand,
        tuple(n for n, c in source.columns.items() if c.required and n not in columns),
        tuple(n for n, c in items.items() if c.required and n not in block),
        repeated,
    )


def _carried(over: Sequence[str]) -> list[str]:
    """The row above, its merged headings carried to the right."""
    carried, band = "", []
    for title in over:
        carried = title or carried
        band.append(carried)
    return band


def _with_above(title: str, over: Sequence[str], above: str) -> tuple[str, ...]:
    """What a header of two rows says: both, or the upper one where the lower is blank."""
    if title:
        return (f"{above} {title}",) if above else ()
    return tuple(over) if any(over) else ()


def _match(
    spellings: Spellings,
    own: Mapping[str, list[int]],
    joined: Mapping[str, list[int]],
) -> tuple[dict[str, int], set[int], dict[str, tuple[int, ...]]]:
    """The place of each column: titles before aliases, one row before two, and no place twice."""
    found: dict[str, int] = {}
    taken: set[int] = set()
    alike: dict[str, list[int]] = {}
    longest = max((len(texts) for _, texts, _ in spellings), default=0)
    for rank in range(longest):
        for name, texts, nth in spellings:
            if name in found or rank >= len(texts):
                continue
            alone = [place for place in own.get(texts[rank], ()) if place not in taken]
            both = [place for place in joined.get(texts[rank], ()) if place not in taken]
            for place in (alone or both)[(nth or 1) - 1 :][:1]:
                found[name] = place
                taken.add(place)
                # The declared title beats an alias; of two aliases none is the better one.
                later = texts[rank + 1 :] if rank else []
                alike[name] = [*alone, *(p for text in later for p in own.get(text, ()))]
    repeated = {
        name: tuple(dict.fromkeys([found[name], *(p for p in places if p not in taken)]))
        for (name, _, nth), places in ((s, alike.get(s[0], [])) for s in spellings)
        if name in found and nth is None
    }
    return found, taken, {name: places for name, places in repeated.items() if len(places) > 1}


def _other_columns(row: Sequence[Cell], source: Source, taken: set[int]) -> dict[str, int]:
    """The columns that are unpivoted: those headed by a date, or all that are not declared."""
    assert source.unpivot is not None  # noqa: S101 - its caller asked
    is_total = TotalRows(source.skip_rows).matches
    block: dict[str, int] = {}
    for place, cell in enumerate(row):
        text = as_text(cell)
        if place in taken or not text:
            continue
        if source.unpivot.columns == "dates":
            day = None if isinstance(cell, int | float) else moment(cell)
            if day is not None:
                block.setdefault(day.date().isoformat(), place)
        elif not is_total(text):
            block.setdefault(" ".join(text.split()), place)
    return block
