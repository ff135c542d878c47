"""Where the golden thread breaks: the sentence that answers, and a row for each kind of break."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.display.markup import Display
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.judgement.actions import TRACKER
from goldenthread.thread.breaks import Break, Kind, breaks, followed, followed_in_words
from goldenthread.thread.strands import Thread
from goldenthread.view import View
from goldenthread.wording import join_words, plural

_PLACES = 12  # that one line of the table of breaks names
_ACTION_KINDS = (Kind.NO_OWNER, Kind.NO_UPDATE)
_SCHOOL_KINDS = (Kind.NO_SCHOOL, Kind.SOME_SCHOOLS, Kind.NO_PLAN, Kind.NO_AIM)


def answer(view: View) -> tuple[str, ...]:
    """Whether the thread holds, how many breaks there are, and what cannot be told."""
    thread = Thread(view)
    found, total = breaks(thread), len(followed(thread))
    whole = total - len({b.section for b in found if b.section})
    said = [_holds(found, whole, total, followed_in_words(thread, total))]
    if found:
        kinds = [kind for kind in Kind if any(b.kind is kind for b in found)]
        each = [counted(thread, kind, sum(b.kind is kind for b in found)) for kind in kinds]
        said.append(f"{plural(len(found), 'break')}: {join_words(each)}.")
    return (*said, *_not_known(thread))


def _holds(found: Sequence[Break], whole: int, total: int, sections: str) -> str:
    if not total:
        return "Nothing in the plan is judged of the school, so there is no thread to follow."
    if not found:
        lead = "Yes, as far as can be told: nothing is missing"
        return f"{lead} between {sections} and the latest judgements."
    if not whole:
        where = f" in each of {sections}" if total > 1 else ""
        return f"Not yet: something is missing{where}."
    return f"Not everywhere: nothing is missing in {whole} of {sections}."


def _not_known(thread: Thread) -> list[str]:
    """What no break can be counted of, because an export is missing."""
    said = []
    if thread.plans_unknown:
        whose = "schools’ plans take up" if thread.view.whole else "the school’s plan takes up"
        said.append(f"What {whose} is not known: {thread.plans_unknown}.")
    if _has_actions(thread) and thread.view.judged.lacks(TRACKER):
        said.append("Where the actions stand is not known: no tracker was supplied.")
    return said


def break_table(view: View) -> list[Display]:
    """A row for each kind of break: how many now, how many in the drop before, and where."""
    thread, before = Thread(view), view.previous
    found = breaks(thread)
    then = breaks(Thread(before)) if before is not None else ()
    rows: list[tuple[Cell, ...]] = []
    apart = () if _has_actions(thread) else _ACTION_KINDS
    apart = apart if view.whole else (*apart, Kind.SOME_SCHOOLS)  # of one school it says nothing
    kinds = [kind for kind in Kind if kind not in apart]
    for kind in kinds:
        here = [b for b in found if b.kind is kind]
        known = _is_known(thread, kind)
        cells: list[Cell] = [_title(thread, kind), str(len(here)) if known else "not known"]
        if before is not None:
            earlier = sum(b.kind is kind for b in then)
            cells.append(str(earlier) if _is_known(Thread(before), kind) else "not known")
        rows.append((*cells, _where(thread, kind, here)))
    columns = [Column("What is missing"), Column(view.when, True)]
    columns += [Column(before.when, True)] if before is not None else []
    caption = f"{plural(len(found), 'break')} in the thread, {view.when}"
    return [DataTable(caption, (*columns, Column("Where")), tuple(rows), note=_note(thread))]


def _has_actions(thread: Thread) -> bool:
    return any(strand.steps for strand in thread.strands)


def _is_known(thread: Thread, kind: Kind) -> bool:
    if kind in _SCHOOL_KINDS:
        return not thread.plans_unknown
    if kind is Kind.NO_UPDATE:
        return not thread.view.judged.lacks(TRACKER)
    return kind is not Kind.NO_EVIDENCE or thread.view.previous is not None


def _where(thread: Thread, kind: Kind, found: Sequence[Break]) -> str:
    """The places, by section where schools are meant; all of them where there are not too many."""
    total = sum(len(strand.checks) for strand in thread.strands)
    if kind is Kind.NOBODY and len(found) == total > 1:
        return f"All {total} criteria: the plan names nobody for any of them"
    if kind is Kind.SOME_SCHOOLS:
        return "; ".join(f"{name}: {places}" for name, places in _by_section(found, ", ")) or "–"
    if kind in (Kind.NO_OWNER, Kind.NO_UPDATE):
        words = (f"{name}, action {p}" for name, p in _by_section(found, " action "))
        return "; ".join(words) or "–"
    places = list(dict.fromkeys(b.place for b in found))
    if len(places) > _PLACES:
        more = len(places) - _PLACES + 1
        places = [*places[: _PLACES - 1], f"{more} more, each named below"]
    return join_words(places) or "–"


def _by_section(found: Sequence[Break], between: str) -> list[tuple[str, str]]:
    """(`Finance`, `North and South`) for `Finance, North` and `Finance, South`."""
    places: dict[str, list[str]] = {}
    for b in found:
        section, _, place = b.place.rpartition(between)
        places.setdefault(section, []).append(place)
    return [(section, join_words(names)) for section, names in places.items()]


def _note(thread: Thread) -> str:
    words = (
        "An update counts from the day of the drop before. Evidence is missing where a criterion "
        "has no data, or waits for a judgement, in this drop and in the one before."
    )
    return " ".join((words, *_not_known(thread)))


def _title(thread: Thread, kind: Kind) -> str:
    one, _ = _words(kind, thread)
    return one[:1].upper() + one[1:]


def counted(thread: Thread, kind: Kind, count: int) -> str:
    """`3 actions without an update`."""
    one, many = _words(kind, thread)
    return f"{count} {one if count == 1 else many}"


def _words(kind: Kind, thread: Thread) -> tuple[str, str]:
    """A kind of break, of one and of several."""
    word, words = thread.word, thread.words
    whose = "no school’s plan picks" if thread.view.whole else "the school’s plan does not pick"
    return {
        Kind.NO_SCHOOL: (f"{word} that {whose} up", f"{words} that {whose} up"),
        Kind.SOME_SCHOOLS: (
            f"{word} that one school’s plan does not pick up, while another’s does",
            f"gaps where one school’s plan does not pick a {word} up, while another’s does",
        ),
        Kind.NO_PLAN: (
            "school without a plan in the export",
            "schools without a plan in the export",
        ),
        Kind.NO_AIM: (
            f"school priority that serves no {word} of the plan",
            f"school priorities that serve no {word} of the plan",
        ),
        Kind.NO_OWNER: ("action without an owner", "actions without an owner"),
        Kind.NO_UPDATE: ("action without an update", "actions without an update"),
        Kind.NOBODY: (
            "criterion that nobody is responsible for",
            "criteria that nobody is responsible for",
        ),
        Kind.NO_EVIDENCE: (
            "criterion without evidence in two drops",
            "criteria without evidence in two drops",
        ),
    }[kind]
