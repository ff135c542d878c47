"""Small groups are withheld, and with them whatever they could be worked out from.

A figure of fewer pupils, staff or answers than the trust's smallest group is not shown (primary).
Then more is hidden (secondary) until nothing that is left adds up to a withheld figure: in a pair
such as girls and boys the other half, among three schools or more the next smallest school, among
two schools the trust's own figure of that group, so that each school keeps its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from goldenthread.measures.measurement import ALL, TRUST, Counts, Measurement, State
from goldenthread.measures.pupil_groups import DISADVANTAGED, NOT_DISADVANTAGED
from goldenthread.measures.registry import Measure
from goldenthread.measures.sums import Cell, Cells, Line, determined, lines
from goldenthread.provenance import RowRange
from goldenthread.trust import Trust

# Said of both, the small group and what is hidden with it: whoever knew which is which could work
# out the two of (5, 5) from ten, and those of (1, 6) from seven.
WITHHELD = "fewer than {least} {who}, or withheld so that a group so small cannot be worked out"
_BOTH = (DISADVANTAGED, NOT_DISADVANTAGED)
# A measure that is another's figure of one group less a number that is known to everybody, or of
# two groups, one less the other, or that names it: hidden with each of them.
TELLS: Mapping[str, tuple[str, ...]] = {
    "gap_attainment_8": ("attainment_8", DISADVANTAGED),
    "gap_progress_8": ("progress_8", DISADVANTAGED),
    "gap_english_maths_5_in_school": ("english_maths_5", *_BOTH),
    "gap_english_maths_4_in_school": ("english_maths_4", *_BOTH),
    "gap_ebacc_aps_in_school": ("ebacc_aps", *_BOTH),
    "gap_ks2_expected": ("ks2_expected", DISADVANTAGED),
    "gap_ks2_expected_in_school": ("ks2_expected", *_BOTH),
    "gap_ks2_higher": ("ks2_higher", DISADVANTAGED),
    "gap_ks2_reading_progress": ("ks2_reading_progress", DISADVANTAGED),
    "gap_ks2_writing_progress": ("ks2_writing_progress", DISADVANTAGED),
    "gap_ks2_maths_progress": ("ks2_maths_progress", DISADVANTAGED),
    "progress_8_to_good_schools": ("progress_8", ALL),
    "attainment_8_to_good_schools": ("attainment_8", ALL),
    "above_former_floor": ("progress_8", ALL),
}
# A measure whose figure for the trust holds, beside its schools', what another shows by itself.
APART: Mapping[str, str] = {"admin_staff_trained": "office_trained"}
Place = tuple[str, str]  # a file and a sheet of it
_WHO: Mapping[Counts, str] = {
    "pupils": "pupils",
    "staff": "members of staff",
    "pupil answers": "answers from pupils",
    "staff answers": "answers from staff",
    "parent answers": "answers from parents",
}


def disclose(
    measurements: Iterable[Measurement], register: Mapping[str, Measure], trust: Trust
) -> tuple[Measurement, ...]:
    """The measurements as they may be shown: the withheld ones have a state and no figure.

    National figures and those that count things or members of boards are never withheld.
    """
    given = tuple(measurements)
    ours = {school.urn for school in trust.schools} | {TRUST}
    tables: dict[tuple[str, str], dict[Cell, Measurement]] = {}
    for item in given:
        if item.state == State.MEASURED and item.entity in ours:
            cells = tables.setdefault((item.measure, item.period), {})
            cells.setdefault((item.entity, item.group), item)
    notes: dict[tuple[str, str, Cell], str] = {}
    for (measure, period), cells in tables.items():
        least, who = _least(register[measure], trust)
        if least:
            note = WITHHELD.format(least=least, who=who)
            apart = _apart(tables.get((APART.get(measure, ""), period), {}), least)
            hidden = _withheld(cells, least, apart)
            notes.update({(measure, period, cell): note for cell in hidden})
    shown = tuple(_shown(item, _note(item, notes)) for item in given)
    return tuple(_without_rows(item, hidden) for item, hidden in _with_hidden(shown, ours))


def _with_hidden(
    shown: tuple[Measurement, ...], ours: Collection[str]
) -> Iterator[tuple[Measurement, frozenset[Place]]]:
    """Each figure, and the sheets that hold the rows of withheld schools and of no other: of its
    own group, and of everybody, since a school that has no boys has no figure of them to withhold.
    """
    of: dict[tuple[str, str, str], tuple[set[Place], set[Place]]] = {}
    for item in shown:
        if item.entity in ours and item.entity != TRUST:
            both = of.setdefault((item.measure, item.period, item.group), (set(), set()))
            both[item.state != State.SUPPRESSED].update((r.file, r.sheet) for r in item.rows)
    for item in shown:
        found = [of.get((item.measure, item.period, g), (set(), set())) for g in (item.group, ALL)]
        gone = {place for hidden, open_ in found for place in hidden - open_}
        yield item, frozenset(gone if item.entity == TRUST else ())


def _without_rows(item: Measurement, hidden: frozenset[Place]) -> Measurement:
    """The trust's figure names the sheets of a withheld school without their rows: they would tell
    how many pupils it has, and so which of the withheld schools is the small one."""
    if item.state != State.MEASURED or hidden.isdisjoint((r.file, r.sheet) for r in item.rows):
        return item
    rows = (
        RowRange.withheld_in(r.file, r.sheet) if (r.file, r.sheet) in hidden else r
        for r in item.rows
    )
    return replace(item, rows=tuple(rows))


def _least(measure: Measure, trust: Trust) -> tuple[int, str]:
    """The smallest number that may be shown, 0 where any may, and what it counts."""
    rules = trust.reporting
    least: Mapping[Counts, int] = {
        "pupils": rules.smallest_group,
        "staff": rules.smallest_staff_group,
        "pupil answers": rules.smallest_survey_group.get("pupils", rules.smallest_group),
        "staff answers": rules.smallest_survey_group.get("staff", rules.smallest_staff_group),
        "parent answers": rules.smallest_survey_group.get("parents", rules.smallest_group),
    }
    return least.get(measure.counts, 0), _WHO.get(measure.counts, "")


def _note(item: Measurement, notes: Mapping[tuple[str, str, Cell], str]) -> str:
    own = notes.get((item.measure, item.period, (item.entity, item.group)), "")
    if own or item.measure not in TELLS:
        return own
    measure, *groups = TELLS[item.measure]
    told = (notes.get((measure, item.period, (item.entity, group)), "") for group in groups)
    return next(filter(None, told), "")


def _shown(item: Measurement, note: str) -> Measurement:
    if not note or item.state != State.MEASURED:
        return item
    # How many rows, and which, would tell how small the group is.
    files = dict.fromkeys((row.file, row.sheet) for row in item.rows)
    return Measurement(
        item.measure,
        item.entity,
        item.period,
        group=item.group,
        state=State.SUPPRESSED,
        note=note,
        rows=tuple(RowRange.withheld_in(file, sheet) for file, sheet in files),
    )


def _apart(cells: Cells, least: int) -> int:
    """How many another measure shows of the trust, 0 where it is withheld itself."""
    item = cells.get((TRUST, ALL))
    number = (item.n or 0) if item is not None else 0
    return number if number >= least else 0


def _withheld(cells: Cells, least: int, apart: int = 0) -> set[Cell]:
    """The cells to hide."""
    small = {cell for cell, item in cells.items() if item.n is not None and 0 < item.n < least}
    sums = list(lines(cells, apart))
    hidden = set(small)
    while True:
        extra = _first_gap(cells, sums, hidden, least) or _first_leak(cells, sums, hidden, small)
        if extra is None:
            break
        hidden.add(extra)
    return hidden


def _first_gap(
    cells: Cells, sums: Iterable[Line], hidden: Collection[Cell], least: int
) -> Cell | None:
    """What to hide in the first line that gives a hidden cell, or too small a sum of them, away."""
    for line in sums:
        if _gives_away(cells, line, hidden, least):
            choice = _choice(cells, line, hidden)
            if choice is not None:
                return choice
    return None


def _gives_away(cells: Cells, line: Line, hidden: Collection[Cell], least: int) -> bool:
    """Whether the line leaves only one unknown, or unknowns that are too few together.

    Nobody is shown for none, so as many pupils as groups are one in each.
    """
    parts = [cell for cell in line.parts if cell in hidden]
    unknown = len(parts) + bool(line.rest)
    if line.whole in hidden:
        return unknown == 0
    if unknown == 0:
        return False
    together = sum(cells[cell].n or 0 for cell in parts) + line.rest
    one_each = bool(parts) and not line.rest and together == len(parts)
    return together < least or one_each or (unknown == 1 and bool(parts))


def _choice(cells: Cells, line: Line, hidden: Collection[Cell]) -> Cell | None:
    parts = sorted(
        (cell for cell in line.parts if cell not in hidden),
        key=lambda cell: (cells[cell].n or 0, cell),
    )
    whole = None if line.whole in hidden else line.whole
    if line.across and len(line.parts) <= 2 and whole is not None:
        return whole
    return parts[0] if parts else whole


def _first_leak(
    cells: Cells, sums: Collection[Line], hidden: Collection[Cell], small: Collection[Cell]
) -> Cell | None:
    """What to hide where several lines together still give a small cell away."""
    for cell in sorted(determined(sums, hidden) & set(small)):
        near = [line for line in sums if cell in (*line.parts, line.whole)]
        shown = _shown_cells(near, hidden) or _shown_cells(sums, hidden)
        if shown:
            return min(shown, key=lambda choice: (_worth(choice), cells[choice].n or 0, choice))
    return None


def _shown_cells(sums: Iterable[Line], hidden: Collection[Cell]) -> list[Cell]:
    return [cell for s in sums for cell in (*s.parts, s.whole) if cell not in hidden]


def _worth(cell: Cell) -> int:
    """A school's or the trust's figure for everybody is hidden last."""
    return int(cell[1] == ALL)
