"""Categories of the demo's schools, with their strands and their history, and the risk rounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.spec import Source

DATA = "Analysis of attainment and progress data"
WALKS = "Findings from our joint learning walks and reviews"
CAPACITY = "Evaluation of Leadership capacity"
MEETINGS = "Regular progress meetings with leaders in each school"
OVERALL = "Overall"
_TEAM = "Chief executive and Executive Team"
_CEO = "Chief executive"

# school, date, judged by, external adviser present; then strand, category, what was found.
_Judgement = tuple[str, str, str, str, tuple[tuple[str, str, str], ...]]
_JUDGEMENTS: tuple[_Judgement, ...] = (
    ("Larkspur", "2019-06-18", _TEAM, "Y", (
        (OVERALL, "A", "Results among the best of the trust; leaders support two other schools."),
    )),
    ("Larkspur", "2021-07-06", _CEO, "N", (
        (OVERALL, "A", "No results this year; reviewed on the school's own evaluation."),
    )),
    ("Larkspur", "2022-06-21", _CEO, "N", (
        (OVERALL, "A", "Outstanding practice is sustained; the school goes on supporting others."),
        (DATA, "A", "Results of 2019 and the school's own assessments since."),
        (WALKS, "A", "One joint learning walk in the autumn; teaching consistent."),
        (CAPACITY, "A", "Strong deputy; the headteacher leads two days a week at Tollgate."),
        (MEETINGS, "B", "Four meetings of nine held; Year 6 writing raised twice."),
    )),
    ("Heron Brook", "2019-11-12", _TEAM, "Y", (
        (OVERALL, "C", "Good, and not yet better than that in mathematics."),
    )),
    ("Heron Brook", "2021-11-23", _TEAM, "Y", (
        (OVERALL, "C", "Inspected this month: good. Writing behind reading."),
    )),
    ("Heron Brook", "2022-11-22", _TEAM, "Y", (
        (OVERALL, "B", "Results above national in every subject; middle leaders now lead reviews."),
        (DATA, "A", "Above national in all subjects, progress among the best quarter."),
        (WALKS, "B", "Teaching good everywhere, outstanding in two year groups."),
        (CAPACITY, "B", "Middle leaders secure; succession to the deputy's post is open."),
    )),
    ("Fennel Street", "2023-05-16", _TEAM, "Y", (
        (OVERALL, "C", "First judgement since joining: a good school, with reading behind."),
        (DATA, "C", "Own assessments: at national in writing and maths, below in reading."),
        (WALKS, "C", "Routines calm; questioning does not yet stretch the most able."),
        (CAPACITY, "C", "Headteacher experienced; subject leaders new to the role."),
        (MEETINGS, "C", "Three meetings held since February."),
    )),
    ("Tollgate", "2020-11-10", _TEAM, "Y", (
        (OVERALL, "E", "Judged on joining: leadership and safeguarding records inadequate."),
    )),
    ("Tollgate", "2021-11-16", _TEAM, "Y", (
        (OVERALL, "E", "Safeguarding mended; teaching not yet."),
    )),
    ("Tollgate", "2023-02-07", _TEAM, "Y", (
        (OVERALL, "D", "A substantive headteacher leads well; results require improvement."),
        (DATA, "D", "Below national at the end of both key stages; progress now average."),
        (WALKS, "D", "Phonics taught well; mathematics uneven in Years 3 and 4."),
        (CAPACITY, "C", "Headteacher and deputy secure; four subject leaders in training."),
        (MEETINGS, "D", "Every monthly meeting held; actions followed up late."),
    )),
    ("Saltmarsh", "2022-10-11", _TEAM, "Y", (
        (OVERALL, "E", "Judged on joining: inadequate in leadership, teaching and behaviour."),
        (DATA, "E", "Well below national in every subject for three years."),
        (WALKS, "E", "Expectations low in most lessons seen."),
        (CAPACITY, "E", "No substantive headteacher; two of four senior posts empty."),
        (MEETINGS, "E", "No record of progress meetings before the school joined."),
    )),
    ("Saltmarsh", "2023-06-13", _TEAM, "Y", (
        (OVERALL, "E", "Behaviour calm, leaders appointed; teaching still inadequate."),
        (DATA, "E", "Progress well below average in all subjects; Year 2 improving."),
        (WALKS, "D", "Seven of twelve lessons seen required improvement, none was inadequate."),
        (CAPACITY, "D", "Headteacher appointed from September; deputy in post since January."),
        (MEETINGS, "D", "Nine of ten monthly meetings held."),
    )),
)  # fmt: skip

# half-term, assessed on, risk, targets agreed, on track, told the local governing body
_Round = tuple[str, str | None, str | None, int | None, int | None, str | None]
_ROUNDS: dict[str, tuple[_Round, ...]] = {
    "Larkspur": (
        ("Autumn 1", "2022-10-12", "Low", 8, 7, "2022-11-08"),
        ("Autumn 2", "2022-12-07", "Low", 8, 6, "2023-03-07"),
        ("Spring 1", "2023-02-01", "Medium", 8, 5, "2023-03-07"),
        ("Spring 2", "2023-03-22", "Medium", 8, 5, "2023-06-27"),
        ("Summer 1", "2023-05-17", "High", 8, 4, "2023-06-27"),
        ("Summer 2", "2023-07-12", "High", 8, 3, None),
    ),
    "Heron Brook": (
        ("Autumn 1", "2022-10-13", "Medium", 7, 5, "2022-11-09"),
        ("Autumn 2", "2022-12-08", "Low", 7, 6, "2023-03-08"),
        ("Spring 1", "2023-02-02", "Low", 7, 6, "2023-03-08"),
        ("Spring 2", "2023-03-23", "Low", 7, 6, "2023-03-30"),
        ("Summer 1", "2023-05-18", "Low", 7, 7, "2023-06-28"),
        ("Summer 2", "2023-07-06", "Low", 7, 7, "2023-07-13"),
    ),
    "Fennel Street": (
        ("Spring 2", "2023-03-24", "Medium", 6, 3, "2023-03-30"),
        ("Summer 1", "2023-05-19", "Medium", 6, 4, "2023-06-29"),
        ("Summer 2", "2023-07-07", "Low", 6, 5, "2023-07-13"),
    ),
    "Tollgate": (
        ("Autumn 1", "2022-10-11", "High", 9, 4, "2022-11-10"),
        ("Autumn 2", "2022-12-06", "Medium", 9, 5, "2023-03-14"),
        ("Spring 1", None, None, None, None, None),
        ("Spring 2", "2023-03-21", "Medium", 9, 6, "2023-03-28"),
        ("Summer 1", "2023-05-16", "Medium", 9, 6, "2023-07-04"),
        ("Summer 2", "2023-07-11", "Medium", 9, 6, "2023-07-18"),
    ),
    "Saltmarsh": (
        ("Autumn 1", "2022-10-18", "High", 10, 1, "2022-11-15"),
        ("Autumn 2", "2022-12-13", "High", 10, 2, "2023-03-15"),
        ("Spring 1", "2023-02-08", "High", 10, 3, "2023-03-15"),
        ("Spring 2", "2023-03-28", "High", 10, 4, "2023-03-30"),
        ("Summer 1", "2023-05-23", "High", 10, 4, "2023-07-05"),
        ("Summer 2", "2023-07-18", "Medium", 10, 6, "2023-07-20"),
    ),
}

_JUDGED = ("school", "date", "strand", "judgement", "evidence", "judged_by", "adviser")
_ASSESSED = ("school", "year", "half_term", "date", "risk", "targets", "on_track", "reported")


def judged_books(sources: Mapping[str, Source], drop: DemoDrop) -> Iterator[Book]:
    """The list of categories, and this year's risk assessments."""
    rows: list[tuple[Cell, ...]] = [
        (school, date, strand, category, found, judged_by, adviser)
        for school, date, judged_by, adviser, strands in _JUDGEMENTS
        for strand, category, found in strands
    ]
    yield log(sources, drop, "categories", _JUDGED, rows, until="date")
    rows = [
        (school, "2022/23", *assessment)
        for school, assessments in _ROUNDS.items()
        for assessment in assessments
    ]
    yield log(sources, drop, "risk_assessments", _ASSESSED, rows, until="date", blank=("reported",))
