"""Rows of a template that trust and plan already know, so that nobody has to type them: the schools
of a return, the actions of a tracker, the meetings of a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.calendar import academic_year
from goldenthread.plan import ByDate, Criterion, Recorded, Test
from goldenthread.rules import inner_tests
from goldenthread.sources.spec import Source
from goldenthread.template.asked import Setting
from goldenthread.template.example import Value

Row = Mapping[str, Value]  # by the column's key
_YEAR_GROUPS = {
    "primary": range(1, 7), "secondary": range(7, 12), "all-through": range(1, 12),
    "special": range(1, 12),
}  # fmt: skip
_MOST = 400  # more rows than this are quicker to type over than to look through


@dataclass(frozen=True, slots=True)
class KnownRows:
    """`columns` are those that the rows fill in, by key."""

    rows: tuple[Row, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(
            key for row in self.rows for key, value in row.items() if value is not None
        )


def known_rows(source: Source, setting: Setting) -> KnownRows:
    """The rows known beforehand, with columns that the source declares; none for most sources."""
    make = _BY_SOURCE.get(source.source) or _BY_KEY.get(source.key)
    if make is None:
        return KnownRows()
    rows: list[Row] = []
    for made in make(source, setting):
        row = {key: value for key, value in made.items() if key in source.columns}
        if row not in rows:
            rows.append(row)
    return KnownRows(tuple(rows) if len(rows) <= _MOST else ())


def _schools(source: Source, setting: Setting) -> Iterator[Row]:
    for school in setting.schools_of(source):
        yield {"school": school.name}


def _schools_and_year(source: Source, setting: Setting) -> Iterator[Row]:
    for school in setting.schools_of(source):
        yield {"school": school.name, "year": setting.year}


def _year_groups(source: Source, setting: Setting) -> Iterator[Row]:
    for school in setting.schools_of(source):
        for year_group in _YEAR_GROUPS[school.phase]:
            yield {"school": school.name, "year_group": year_group}


def _by_setting(column: str, name: str) -> Callable[[Source, Setting], Iterator[Row]]:
    """A row for each school and each item of a setting of the trust."""

    def rows(source: Source, setting: Setting) -> Iterator[Row]:
        items = setting.trust.settings.get(name)
        for school in setting.schools_of(source):
            for item in items if isinstance(items, list) else ():
                yield {"school": school.name, column: str(item)}

    return rows


def _meetings(_source: Source, setting: Setting) -> Iterator[Row]:
    for body in setting.trust.bodies:
        for day in body.meetings:
            if academic_year(day) == setting.year and day <= setting.as_of:
                yield {"body": body.name, "meeting": day}


def _milestones(_source: Source, setting: Setting) -> Iterator[Row]:
    """The plan's actions, and the criteria that a date in the tracker decides."""
    for section in setting.plan.objectives if setting.plan else ():
        for criterion in section.criteria:
            for test in _tests(criterion.tests):
                if isinstance(test, ByDate):
                    due = criterion.due.date if criterion.due else None
                    yield _tracked(
                        test.reference or criterion.id, section.short_title, criterion.text,
                        criterion.responsible, due or criterion.timescale,
                    )  # fmt: skip
        for action in section.actions:
            yield _tracked(
                action.id, section.short_title, action.action, action.responsible,
                action.due or action.timescale,
            )  # fmt: skip


def _tracked(reference: str, section: str, text: str, owner: str, due: Value) -> Row:
    return {
        "reference": reference, "objective": section, "action": text, "owner": owner or None,
        "due": due or None,
    }  # fmt: skip


def _recorded(_source: Source, setting: Setting) -> Iterator[Row]:
    for criterion in setting.plan.criteria if setting.plan else ():
        for test in _tests(criterion.tests):
            if isinstance(test, Recorded):
                for place in _places(criterion, test, setting):
                    yield {"reference": test.reference or criterion.id, "place": place}


def _listed_by_criterion(rule: str) -> Callable[[Source, Setting], Iterator[Row]]:
    """A row for each criterion, or action that data show, and place that a log is to speak of."""

    def rows(_source: Source, setting: Setting) -> Iterator[Row]:
        for criterion in setting.plan.judged_rows if setting.plan else ():
            for test in _tests(criterion.tests):
                if test.rule == rule:
                    reference = getattr(test, "reference", "") or criterion.id
                    for place in _places(criterion, test, setting):
                        yield {"reference": reference, "place": place}

    return rows


def _tests(tests: Sequence[Test]) -> Iterator[Test]:
    """The tests and those inside them."""
    for test in tests:
        yield test
        yield from inner_tests(test)


def _places(criterion: Criterion, test: object, setting: Setting) -> Iterator[str]:
    """The schools and the trust, as far as the criterion is judged for them."""
    trust = setting.trust
    counted = test not in criterion.tests  # it is counted over schools
    if counted or "school" in criterion.levels or criterion.trust == "schools":
        phases = getattr(test, "phases", ())
        for school in trust.schools:
            if not phases or school.phase in phases:
                yield school.name
    if not counted and "trust" in criterion.levels and criterion.trust == "pooled":
        yield trust.name


_BY_KEY: Mapping[tuple[str, ...], Callable[[Source, Setting], Iterator[Row]]] = {
    ("school",): _schools,
    ("school", "year"): _schools_and_year,
    ("school", "year_group"): _year_groups,
    ("school", "pathway"): _by_setting("pathway", "leadership_pathways"),
    ("school", "area"): _by_setting("area", "oversight_areas"),
}
_BY_SOURCE: Mapping[str, Callable[[Source, Setting], Iterator[Row]]] = {
    "meetings": _meetings,
    "milestones": _milestones,
    "recorded": _recorded,
    "occasions": _listed_by_criterion("cadence"),
    "evidence_log": _listed_by_criterion("evidence"),
}
