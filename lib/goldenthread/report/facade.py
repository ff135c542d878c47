"""The report that a notebook works with: each method shows something, and says what it showed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import pandas as pd

from goldenthread.charts import use_style
from goldenthread.display.markup import Display
from goldenthread.display.opening import Desk
from goldenthread.display.words import Aside, Heading, Prose
from goldenthread.errors import ParameterError, did_you_mean
from goldenthread.plan import Criterion
from goldenthread.report import (
    actions,
    appendix,
    attention,
    categories,
    category_duties,
    criteria,
    data_check,
    figures,
    glossary,
    grid,
    maturity,
    openings,
    remaining,
    risk_register,
    risk_round,
    since,
    standing,
    thread_breaks,
    thread_lines,
)
from goldenthread.report.judged_view import JudgementView, judgement_view
from goldenthread.report.measured_places import entities_of, has_figure
from goldenthread.report.pages import Pages
from goldenthread.report.published import places
from goldenthread.report.tidy import tidy
from goldenthread.report.unknown import unknowns
from goldenthread.view import View
from goldenthread.wording import join_words

Kind = Literal["objective", "school", "board", "golden-thread", "data-check"]
_WITHOUT_COUNTS = ("data-check", "golden-thread")
_WAYS = get_args(figures.Way)
_OPENINGS = {
    "objective": openings.objective_opening,
    "school": openings.school_opening,
    "board": openings.board_opening,
    "golden-thread": openings.thread_opening,
    "data-check": openings.data_check_opening,
}


@dataclass
class Report:
    """`view` is what the report may show. It remembers what it has named already: criteria, the
    measures of tables, rules and how they ended, so that each stands once."""

    view: View
    kind: Kind
    _pages: Pages = field(default_factory=Pages)
    _criteria: set[str] = field(default_factory=set)
    _measures: dict[str, None] = field(default_factory=dict)
    _ruled: set[str] = field(default_factory=set)
    _endings: set[str] = field(default_factory=set)

    def __repr__(self) -> str:
        return f"Report on {self.view.scope}, {self.view.when}"

    @property
    def shown(self) -> list[Display]:
        """What the report has shown, in order."""
        return self._pages.shown

    def show(self, shown: Display) -> None:
        """Show one thing, in the notebook where there is one."""
        self._pages.show(shown)

    def _show(self, parts: Sequence[Display]) -> None:
        for part in parts:
            self.show(part)

    def opening(self) -> None:
        """The title, the facts and the answer; then how many criteria are green, amber and red."""
        use_style()
        self.show(Desk(self.view.drop.synthetic))
        self.show(_OPENINGS[self.kind](self.view))
        if self.kind not in _WITHOUT_COUNTS and standing.ratings_of(self.view, self.view.criteria):
            self.show(standing.strip(self.view, self.view.criteria))
        note = self.view.section.link_note if self.view.section else ""
        self._show([Prose(note, quiet=True)] if note else [])

    def part(self, title: str) -> None:
        """Begin a part of the report: its heading stands above the first thing that it shows.

        What the drop has no figure of is left out of it, as is a part with nothing in it, so that
        one notebook serves primary schools and secondary ones, and plans that ask for different
        things. The criteria are all there: one without a figure says why.
        """
        self._pages.begin_part(title)

    def exceptions(self) -> None:
        """What needs attention: everything red, and what is being done."""
        title = (
            "What needs the board’s attention" if self.kind == "board" else "What needs attention"
        )
        self._show(
            [Heading(title), *attention.exceptions(self.view, 5 if self.kind == "board" else 8)]
        )

    def criteria(self, *measures: str) -> None:
        """The criteria that these measures decide, each with its rating and why."""
        self._check(measures)
        found = criteria.decided_by(self.view, measures, self._criteria)
        for criterion in found:
            self._criteria.add(criterion.id)
            self._show(criteria.heading(self.view, criterion))

    def figures(
        self,
        *measures: str,
        by: Literal["school", "group", "body"] = "school",
        if_any: bool = False,
    ) -> pd.DataFrame:
        """A table of figures; returns them unrounded, a row a measurement.

        `if_any` shows nothing of a measure that this drop has no figure of.
        """
        self._check(measures)
        if if_any or self._pages.in_part:
            measures = self._there(measures, grouped=by == "group")
            if not measures:
                return tidy(self.view, ())
        if by not in _WAYS:
            message = f"There is no table by {by!r}. {did_you_mean(by, _WAYS)}"
            raise ParameterError(message)
        known = [name for name in measures if entities_of(self.view, name)]
        self._measures.update(dict.fromkeys(known))
        if not known:
            titles = ", ".join(self.view.measure(name).title for name in measures)
            self.show(Prose(f"{titles}: no figures for this report.", quiet=True))
        else:
            self._show(figures.tables(self.view, known, by))
        if by == "school":
            self._show(places(self.view, known))
        return tidy(self.view, measures)

    def _there(self, measures: Sequence[str], *, grouped: bool) -> tuple[str, ...]:
        """Those of which the drop has a figure; of the others the analyst is told."""
        there = tuple(n for n in measures if has_figure(self.view, n, grouped=grouped))
        gone = [self.view.measure(name).title for name in measures if name not in there]
        if gone and self._pages.in_part:
            self.show(Aside(f"Left out of the report: {join_words(gone)}: no figures."))
        return there

    def items(self, measure: str, *details: str) -> pd.DataFrame:
        """A row for each thing that a measure counts one by one, with details such as "Owner"."""
        self._check([measure])
        table = figures.items(self.view, measure, details)
        self._show([table] if table.rows else [])
        return tidy(self.view, [measure])

    def waves(self, measure: str) -> pd.DataFrame:
        """A survey's statements, this wave and the one before, and whether the change is chance."""
        self._check([measure])
        table = since.waves(self.view, measure)
        self._show([table] if table is not None else [])
        return tidy(self.view, [measure])

    def movement(self, measure: str, *details: str) -> pd.DataFrame:
        """Each thing that a measure counts one by one, now and in the drop before."""
        self._check([measure])
        table = since.movement(self.view, measure, details)
        if table is not None:
            self.show(table if table.rows else Prose(table.note))
        return tidy(self.view, [measure])

    def rule(self, *measures: str) -> None:
        """The rule and the source of the criteria that these measures decide, in small type; of a
        criterion whose rule stands above already, nothing, and nothing in a part without figures.
        """
        self._check(measures)
        if self._pages.part_is_empty:  # this part has shown nothing that a rule could be of
            return
        found = criteria.decided_by(self.view, measures, ())
        if self.kind == "objective":  # other pages name their criteria elsewhere, in one table
            found = [c for c in found if c.id in self._criteria]
        found = [c for c in found if self.view.judgements(c.id)]
        new = [c for c in found if c.id not in self._ruled]
        self._ruled.update(c.id for c in new)
        several = len(found) > 1 or self.kind != "objective"
        for criterion in new:
            self.show(criteria.rule(self.view, criterion, named=several, said=self._endings))
        if not found:
            counted = criteria.definitions(self.view, measures)
            self._show([counted] if counted.pairs else [])

    def other_criteria(self) -> None:
        """Every criterion that nothing above has shown, with its figures and rule."""
        rest = [c for c in self.view.criteria if c.id not in self._criteria]
        for title, own in remaining.by_kind(rest, after_others=bool(self._criteria)):
            self.show(Heading(title))
            for criterion in own:
                self._criterion_in_full(criterion)

    def _criterion_in_full(self, criterion: Criterion) -> None:
        self._criteria.add(criterion.id)
        self._show(criteria.heading(self.view, criterion))
        if self.view.judgements(criterion.id):
            self._show(remaining.decisive(self.view, criterion))
            new = [n for n in criterion.shown_also if n not in self._measures]
            new = [n for n in new if has_figure(self.view, n)]
            self._show(remaining.beside(self.view, new))
            self._measures.update(dict.fromkeys(new))
            self.show(criteria.rule(self.view, criterion, said=self._endings))

    def actions(self) -> None:
        """The objective's actions: who, by when, where they stand."""
        self._show([Heading("What is being done"), *actions.action_table(self.view)])

    def changes(self) -> None:
        """What changed since the drop before, and why."""
        self._show([Heading("What has changed, and why"), *attention.changes(self.view)])

    def overdue(self) -> None:
        """What is overdue, and whose it is."""
        self._show([Heading("What is overdue, and whose it is"), *attention.overdue(self.view)])

    def unknowns(self) -> None:
        """What is not known, and why."""
        self._show([Heading("What is not known"), *unknowns(self.view)])

    def grid(self) -> None:
        """The rating of each objective, for the trust and each school."""
        each = f"Every {self.view.judged.plan.section_word.lower()}"
        title = f"{each}, every school" if self.view.whole else each
        self._show([Heading(title), *grid.rating_grid(self.view)])

    def ratings(self) -> None:
        """Every criterion with its rating and why, in one table."""
        self._show([Heading("Every criterion"), *grid.criteria_grid(self.view)])

    def overdue_reviews(self) -> None:
        """The risks whose review is overdue."""
        self._show(risk_register.overdue_reviews(self.view))

    def registers(self) -> None:
        """The schools' risks beside the board's, by category."""
        self._show(risk_register.registers(self.view))

    def thread_breaks(self) -> None:
        """Where the golden thread breaks: each kind of break, how many, and where."""
        self._show([Heading("Where the thread breaks"), *thread_breaks.break_table(self.view)])

    def thread(self) -> None:
        """Each section of the plan, from the schools' plans to the latest judgements."""
        self._show(thread_lines.strand_lines(self.view))

    def categories(self) -> None:
        """The category of each school as it was judged: how it moved, who judged it and when."""
        self._show([*categories.overview(self.view), *categories.history(self.view)])

    def category_evidence(self) -> None:
        """What was found on each strand of evidence that a category rests on."""
        self._show(categories.evidence(self.view))

    def category_data(self) -> pd.DataFrame:
        """The figures beside the categories, and where they speak against one."""
        self._show(categories.flags(self.view))
        return self.figures(*categories.figures_beside(self.view), if_any=True)

    def duties(self) -> None:
        """What follows from each school's category, and how each of it stands."""
        shown, parts = category_duties.duties(self.view)
        self._criteria.update(shown)
        self._show(parts)

    def maturity(self) -> None:
        """Each characteristic on its scale, with both texts and the evidence between them."""
        for criterion in maturity.characteristics(self.view):
            self._criteria.add(criterion.id)
            self._show(maturity.characteristic(self.view, criterion, self._endings))

    def examples(self) -> None:
        """Every criterion that wants a dated example, with its examples; blanks stay blank."""
        shown = maturity.examples(self.view)
        self._criteria.update(c.id for c in maturity.with_examples(self.view) if shown)
        self._show(shown)

    def evidence_base(self) -> None:
        """What the plan says it was made from."""
        named = maturity.evidence_base(self.view)
        self._show([Heading("What the plan was made from"), *named] if named else [])

    def risk_round(self) -> None:
        """The half-termly risk assessments: held, missed or not yet due, and what they saw."""
        self._show(risk_round.risk_round(self.view))

    def appendix(self) -> None:
        """The evidence: rule, figures, comparators and source rows of every criterion."""
        self._show(appendix.appendix(self.view, tuple(self._measures)))

    def glossary(self) -> None:
        """The terms that this report has used, what it says to the analyst alone apart."""
        words = dict(self.view.judged.plan.words)
        said = (part.text() for part in self.shown if not isinstance(part, Aside))
        self._show(glossary.glossary(words, said))

    def findings(self) -> None:
        """Every fault found in the exports."""
        self._show(data_check.findings(self.view))

    def files(self) -> None:
        """Every file of the drop."""
        self._show(data_check.files(self.view))

    def coverage(self) -> None:
        """Figures that rest on less than all they should."""
        self._show(data_check.coverage(self.view))

    def judgement(self, criterion: str, school: str = "") -> JudgementView:
        """The judgement of a criterion, for `.working()`; of the trust where no school is named."""
        return judgement_view(self.view, criterion, school)

    @property
    def measurements(self) -> pd.DataFrame:
        """All figures that the report may show, unrounded, for an analyst."""
        frame = self.view.measurements.frame()
        frame.insert(2, "name", [self.view.name(entity) for entity in frame["entity"]])
        return frame

    def _check(self, measures: Sequence[str]) -> None:
        """A misspelt measure is told so at once."""
        for name in measures:
            self.view.measure(name)
