"""One pupil's grades to Attainment 8 and its elements, English and maths, and the EBacc."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from goldenthread.measures.ks4_qualifications import Discounted, Kind, Slot

EBACC: tuple[Slot, ...] = ("science", "computing", "humanities", "language")
SINGLE_SCIENCES = (
    3  # how many of biology, chemistry, physics and computing enter the science pillar
)

EBACC_GRADES = 6  # English, maths, two in science, a humanity, a language


@dataclass(frozen=True, slots=True)
class Entry:
    """A subject with a grade. `points` are for each slot that it fills."""

    subject: str
    slot: Slot
    kind: Kind
    points: float
    taken: bool = True

    @property
    def slots(self) -> int:
        return 2 if self.kind == "combined science" else 1


@dataclass(frozen=True, slots=True)
class Scores:
    """Points by element, each as the department adds them up: English and maths out of 18."""

    english: float
    maths: float
    ebacc: float
    open: float
    best_english: float
    best_maths: float
    ebacc_entered: bool
    ebacc_points: float
    ebacc_lowest: float

    @property
    def attainment_8(self) -> float:
        return self.english + self.maths + self.ebacc + self.open

    def english_and_maths(self, grade: int) -> bool:
        """That grade or above in maths and in either English; both English need not be taken."""
        return min(self.best_english, self.best_maths) >= grade

    def ebacc_achieved(self, grade: int) -> bool:
        """That grade or above in all five parts, each of which was entered."""
        return self.ebacc_entered and self.ebacc_lowest >= grade


def scores(discounted: Sequence[Discounted], entries: Iterable[Entry]) -> Scores:
    """Where qualifications overlap, only one set of them counts.

    An empty slot is worth nothing, and the divisor never changes.
    """
    counted = _without_discounted(discounted, _one_for_each_subject(entries))
    english, spare_english = _english(counted)
    maths = _points(counted, "maths")
    ebacc = _units(e for e in counted if e.slot in EBACC and e.kind != "vocational")
    rest = _units(e for e in counted if e.slot == "open" or _vocational_ebacc(e))
    open_units = sorted([*spare_english, *ebacc[3:], *rest], reverse=True)
    entered, points, lowest = _baccalaureate(counted)
    return Scores(
        english=english,
        maths=2 * max(maths, default=0.0),
        ebacc=sum(ebacc[:3]),
        open=sum(open_units[:3]),
        best_english=max(_both_english(counted), default=0.0),
        best_maths=max(maths, default=0.0),
        ebacc_entered=entered,
        ebacc_points=points,
        ebacc_lowest=lowest,
    )


def _one_for_each_subject(entries: Iterable[Entry]) -> list[Entry]:
    """The better of two entries in one subject; an export does not say which came first."""
    best: dict[str, Entry] = {}
    for entry in entries:
        held = best.get(entry.subject)
        if held is None or (entry.taken, entry.points) > (held.taken, held.points):
            best[entry.subject] = entry
    return list(best.values())


def _without_discounted(discounted: Sequence[Discounted], entries: list[Entry]) -> list[Entry]:
    """Of qualifications on the same content only the set that is worth more."""
    kept = entries
    for rule in discounted:
        sets = [[e for e in kept if e.subject in names and e.taken] for names in rule.sets]
        if sum(1 for part in sets if part) < 2:
            continue
        best = max(sets, key=lambda part: sum(_units(part)))
        named = set(chain.from_iterable(rule.sets))
        kept = [e for e in kept if e.subject not in named or e in best]
    return kept


def _units(entries: Iterable[Entry]) -> list[float]:
    """The points of every slot that these could fill, the best first."""
    return sorted((e.points for e in entries for _ in range(e.slots)), reverse=True)


def _points(entries: Sequence[Entry], slot: Slot) -> list[float]:
    return [e.points for e in entries if e.slot == slot]


def _vocational_ebacc(entry: Entry) -> bool:
    """A technical award in a subject of the EBacc counts in the open slots only."""
    return entry.slot in EBACC and entry.kind == "vocational"


def _both_english(entries: Sequence[Entry]) -> list[float]:
    return _points(entries, "english language") + _points(entries, "english literature")


def _english(entries: Sequence[Entry]) -> tuple[float, list[float]]:
    """The better English, twice where both were taken, and what is left for an open slot."""
    ranked = sorted(_both_english(entries), reverse=True)
    both = {e.slot for e in entries if e.taken} >= {"english language", "english literature"}
    if not ranked:
        return 0.0, []
    return (2 if both else 1) * ranked[0], ranked[1:]


def _baccalaureate(entries: Sequence[Entry]) -> tuple[bool, float, float]:
    """Whether all five parts were entered, the average point score, and the lowest part's grade.

    The department adds up six grades, two of them in science, and divides by six: its published
    scores of small schools come out as sixths. A part that was not entered is worth 0. A grade is
    reached in science with both grades of the combined award, or in two separate sciences.
    """
    taken = [e for e in entries if e.taken and e.kind != "vocational"]
    slots = {e.slot for e in taken}
    english = _both_english(taken) if slots >= {"english language", "english literature"} else []
    singles = [e for e in taken if e.slot in ("science", "computing") and e.slots == 1]
    combined = _units(e for e in taken if e.kind == "combined science")
    separate = _units(singles) if len(singles) >= SINGLE_SCIENCES else []
    science = max(combined[:2], separate[:2], key=sum)
    others = [_points(taken, slot) for slot in ("humanities", "language")]
    parts = [english, _points(taken, "maths"), science, *others]
    points = sum(science) + sum(max(part, default=0.0) for part in parts if part is not science)
    lowest = [max(part, default=0.0) for part in parts if part is not science]
    return all(parts), points / EBACC_GRADES, min(*lowest, *science[:2])
