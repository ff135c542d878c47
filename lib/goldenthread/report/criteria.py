"""A criterion on the page: its rating and why, each school's, and its rule."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.display.criterion import CriterionHeading
from goldenthread.display.markup import Display, slug
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Column, DataTable
from goldenthread.display.words import Prose, Terms
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Judgement
from goldenthread.judgement.rules_in_words import SHOWN_ONLY
from goldenthread.judgement.scope import condition_in_words
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.plan import Criterion, ShareOfSchools
from goldenthread.report.counted import each_once
from goldenthread.report.measured_places import entities_of, has_figure
from goldenthread.report.restated import restated_here
from goldenthread.report.shared_rules import briefly
from goldenthread.report.sources_in_words import sources
from goldenthread.report.standing import headline
from goldenthread.view import View, deciding_measures
from goldenthread.wording import day, join_words, plural, sentence

TRUST_ONLY = "Judged for the trust as a whole; its rating is in the trust-wide report."
_MOST_RULES = 600  # characters of rules that stand beside a criterion's figures


def decided_by(view: View, measures: Iterable[str], shown: Iterable[str]) -> list[Criterion]:
    """The criteria that any of the measures decides, and those that count only such criteria."""
    wanted, seen = set(measures), set(shown)
    found = [c for c in view.criteria if wanted.intersection(deciding_measures(c))]
    ids = {c.id for c in found} | seen
    counted = [
        c
        for c in view.criteria
        for test in c.tests
        if isinstance(test, ShareOfSchools) and test.criteria and ids.issuperset(test.criteria)
    ]
    both = {c.id for c in (*found, *counted)} - seen
    return [c for c in view.criteria if c.id in both]


def heading(view: View, criterion: Criterion) -> list[Display]:
    """The criterion with its rating and reason; over all schools, each school's below it."""
    judgement = headline(view, criterion)
    anchor = f"criterion-{slug(criterion.id)}"
    if judgement is None and not view.judgements(criterion.id):
        return [CriterionHeading(criterion.number, criterion.text, None, TRUST_ONLY, anchor)]
    mark = RatingMark(judgement.rating, judgement.previous) if judgement else None
    reason = judgement.reason if judgement else ""
    shown: list[Display] = [
        CriterionHeading(criterion.number, criterion.text, mark, reason, anchor)
    ]
    schools = [j for j in view.judgements(criterion.id) if j.entity != TRUST]
    if view.whole and schools and not _all_alike(judgement, schools):
        shown.append(_schools(view, criterion, schools))
    remark = (
        [Prose(f"On the plan’s text: {criterion.remark}", quiet=True)] if criterion.remark else []
    )
    return [*shown, *remark, *restated_here(view, criterion)]


def _all_alike(judgement: Judgement | None, schools: list[Judgement]) -> bool:
    """Whether a table of schools would only repeat the line above it."""
    if judgement is None:
        return False
    return all(j.rating is judgement.rating and j.reason == judgement.reason for j in schools)


def _schools(view: View, criterion: Criterion, schools: list[Judgement]) -> DataTable:
    alike: dict[tuple[RatingMark, str], list[str]] = {}
    for j in schools:
        alike.setdefault((RatingMark(j.rating, j.previous), j.reason), []).append(j.entity)
    rows = tuple(
        (join_words([view.name(e, short=len(names) > 1) for e in names]), mark, why)
        for (mark, why), names in alike.items()
    )
    columns = (Column("School"), Column("Rating"), Column("Why"))
    return DataTable(f"Criterion {criterion.number}, school by school", columns, rows)


def rule(
    view: View, criterion: Criterion, *, named: bool = False, said: set[str] | None = None
) -> Terms:
    """The rule, whose task it is, and the rows that the figures rest on.

    `named` says whose rule it is, where several stand together; `said` are the endings of rules
    that the page has in full already.
    """
    judgements = view.judgements(criterion.id)
    judgement = headline(view, criterion) or (judgements[0] if judgements else None)
    title = f"Rule of {criterion.number}" if named else "Rule"
    shown = briefly(_at_hand(criterion, rules(view, judgement)), set() if said is None else said)
    pairs = [(title, words) for words in shown]
    pairs.append(("Applies", sentence(condition_in_words(criterion, view.judged.plan))))
    pairs += [("Who", _who(criterion))]
    if judgement and judgement.due:
        pairs.append(("Due", day(judgement.due)))
    figures = [m for test in judgement.tests for m in test.measurements] if judgement else []
    pairs += sources(view, figures)
    return Terms(tuple((term, words) for term, words in pairs if words))


def _at_hand(criterion: Criterion, words: list[str]) -> list[str]:
    """The rules; where they are many and long, where they stand in full."""
    if sum(map(len, words)) <= _MOST_RULES:
        return words
    if len(words) == 1:  # of a scale's texts: which step is green, and not how each is tested
        first = words[0].partition(". ")[0]
        return [f"{first}. In full under {criterion.number} in the evidence below."]
    deciding = sum(not each.endswith(SHOWN_ONLY) for each in words)
    each = "each in full" if deciding > 1 else "in full"
    return [
        f"Decided by {plural(deciding, 'rule')}, {each} under {criterion.number} in the evidence"
        " below."
    ]


def definitions(view: View, names: Iterable[str]) -> Terms:
    """For measures that decide nothing here: how each is counted, and their sources, once each."""
    known: dict[str, list[Measurement]] = {}
    for name in names:
        found = [m for e in entities_of(view, name) if (m := view.one(name, e))]
        if found and has_figure(view, name):
            known[name] = found
    told = each_once(view, tuple(known))
    pairs = [("Counted", f"{titles}: {inside(words)}") for titles, words in told]
    figures = [m for found in known.values() for m in found]
    if not pairs:
        return Terms(())
    return Terms(tuple(pair for pair in (*pairs, *sources(view, figures)) if pair[1]))


def rules(view: View, judgement: Judgement | None) -> list[str]:
    """A rule for each test, each by itself; then what the whole criterion follows, if more.

    Where the schools have rules of their own for one figure, each says whose it is.
    """
    if judgement is None:
        return []
    found = dict.fromkeys((t.measure, t.rule) for t in judgement.tests if t.rule)
    rest, words = judgement.rule, []
    for measure, rule in found:
        rest = rest.replace(rule, "")
        places = dict.fromkeys(
            view.name(test.measurement.entity, short=True)
            for test in judgement.tests
            if test.rule == rule and test.measure == measure and test.measurement is not None
        )
        own = sum(name == measure for name, _ in found) > 1 and len(places) == 1
        words.append(f"{next(iter(places))}: {inside(rule)}" if own else rule)
    return [each for each in (*words, rest.strip()) if each]


def _who(criterion: Criterion) -> str:
    """Whose task it is, and by when where the plan says more than that it goes on."""
    parts = []
    if criterion.responsible:
        parts.append(f"Responsible: {criterion.responsible.strip().rstrip('.')}.")
    if criterion.monitored_by:
        parts.append(f"Monitored by: {criterion.monitored_by.strip().rstrip('.')}.")
    timescale = criterion.timescale.strip().rstrip(".")
    if timescale and timescale.lower() not in ("ongoing", "on-going"):
        parts.append(f"Timescale: {timescale}.")
    return " ".join(parts)
