"""What the trust has in place, item by item.

Of each: the reference, the item, the day of its evidence ("" for none yet), the document, who
recorded it, and whether it is in place in part only. Nothing is logged for objective D.3.
"""

from __future__ import annotations

_CEO, _SI, _CFO = "Chief executive", "School improvement lead", "Finance lead"
_ASSESSMENT, _CLERK = "Assessment lead", "Clerk to the board"

Row = tuple[str, str, str, str, str, bool]


def _items(reference: str, role: str, *items: tuple[str, str, str]) -> tuple[Row, ...]:
    return tuple((reference, item, day, document, role, False) for item, day, document in items)


OF_TRUST: tuple[Row, ...] = (
    *_items(
        "ADM-A1",
        _SI,
        ("Approach written into every school's teaching policy", "2017-11-22", "Teaching policies"),
        ("All teachers trained", "2018-02-12", "Training log"),
        ("Seen in lessons at the MAT's monitoring visits", "", ""),
    ),
    *_items(
        "ADM-A2",
        _ASSESSMENT,
        ("Tracking shows pupils working at greater depth", "2017-12-14", "I-Track reports"),
        ("Pupil progress meetings look at each group", "2018-03-16", "Minutes of the meetings"),
    ),
    *_items(
        "ADM-A3",
        _SI,
        ("Moderation across schools in each year group", "2018-03-07", "Moderation records"),
        ("Performance management tied to the priorities", "2017-11-30", "Objectives, anonymised"),
        ("Training programme led by the MAT's own teachers", "2018-06-08", "Training log"),
        ("Quality assurance visit to every school", "2018-06-29", "Visit reports"),
    ),
    *_items(
        "ADM-A4",
        _SI,
        ("Support sent where data shows underperformance", "2018-01-24", "Support plan"),
        ("Plan for disadvantaged pupils in each school", "2017-10-25", "Strategy statements"),
        ("Its effect reviewed with the board", "", ""),
    ),
    *_items(
        "ADM-B1",
        _CEO,
        ("Map from the MAT's priorities to those of each school", "2017-10-06", "Map of plans"),
        ("Each school's plan has pupil achievement as its aim", "2017-11-15", "Reviews of plans"),
    ),
    *_items(
        "ADM-B2",
        _SI,
        ("One format of plan and self-evaluation", "2017-09-14", "Templates, trust drive"),
        ("One calendar of monitoring", "2017-09-14", "Calendar 2017/18"),
        ("Use of the tools reviewed with headteachers", "2018-06-20", "Minutes of headteachers"),
        ("What the tools changed for pupils is known", "", ""),
    ),
    *_items(
        "ADM-B3",
        _CFO,
        ("Improvement priorities have a budget line of their own", "2017-10-12", "Budget 2017/18"),
        ("Directors compare spending with outcomes", "2018-05-17", "Minutes of the board"),
    ),
    *_items(
        "ADM-B4",
        _SI,
        ("Children plan and lead work in the local area", "2018-05-23", "Portfolio of projects"),
        ("A learning area outdoors at every school", "", ""),
        ("Children's views of it asked for", "", ""),
        ("Shared at a conference of children", "", ""),
    ),
    *_items(
        "ADM-C1",
        _CEO,
        ("Review of improvement tools", "2018-02-01", "Paper to the board"),
        ("Review of who gives support, and its cost", "2018-02-01", "Paper to the board"),
        ("Headteachers say that the offer meets their school's needs", "", ""),
    ),
    *_items(
        "ADM-C2",
        _ASSESSMENT,
        ("Checks of teacher assessment against tests", "2018-03-21", "Analysis of differences"),
        ("Desktop report for each school", "2018-07-13", "Desktop monitoring reports"),
    ),
    *_items(
        "ADM-C3",
        _CEO,
        ("Work with a teaching school", "2018-01-10", "Agreement"),
        ("Work with a university", "2018-05-09", "Agreement"),
        ("Work with another MAT", "2017-11-08", "Agreement"),
    ),
    *_items(
        "ADM-C4",
        _SI,
        ("Self-evaluation of every school checked by the MAT", "2018-06-15", "Visit reports"),
        ("Support agreed for every need that it names", "", ""),
    ),
    *_items(
        "ADM-D1",
        _CLERK,
        ("Register reviewed by the board", "2018-05-17", "Minutes of the board"),
        ("Each improvement priority names its risk", "2017-11-23", "MAT risk register"),
        ("Risks of growth in the register", "2018-03-22", "MAT risk register"),
    ),
    *_items(
        "ADM-D2",
        _CLERK,
        ("A register at every school", "2017-10-18", "School risk registers"),
        ("Local governing bodies use it to set priorities", "", ""),
    ),
    *_items(
        "ADM-D4",
        _CLERK,
        ("School registers and the MAT's agree", "2018-06-14", "Comparison of registers"),
    ),
    *_items(
        "ADM-K10",
        _CEO,
        ("Actions agreed at the reviews are carried out", "2018-07-12", "Minutes of the board"),
    ),
    *_items(
        "ADM-K11",
        _SI,
        ("Leadership of maths at a primary school outside the MAT", "2018-01-30", "Impact report"),
        ("Moderation for five schools outside the MAT", "2018-06-26", "Evaluation"),
        ("Review of early years at a federation", "2018-03-13", "Impact report"),
    ),
    *_items(
        "ADM-K12",
        _CEO,
        ("Network of small schools", "2018-06-05", "Impact report"),
        ("Mathematics hub", "2018-02-14", "Impact report"),
        ("Science project with another MAT", "2018-07-03", "Evaluation"),
        ("Early reading with the local authority", "2018-05-22", "Evaluation"),
    ),
    *_items(
        "ADM-E1",
        _SI,
        ("Offer of quality assurance to other schools", "2017-10-03", "Published offer"),
        ("Reviews carried out", "2018-03-13", "Review reports"),
    ),
    *_items(
        "ADM-E2",
        _CEO,
        ("Joint project with a local MAT", "2018-07-03", "Evaluation"),
        ("Joint project with a regional MAT", "", ""),
    ),
    *_items(
        "ADM-M5-developing",
        _SI,
        ("System to track data in use at every school", "2017-12-14", "I-Track reports"),
        ("KPIs collected each half-term", "2018-07-10", "KPI summary"),
        # Older than a year on the day of the summer drop.
        ("Performance management strengthened", "2017-07-05", "Policy"),
    ),
    *_items(
        "ADM-M5-embedding",
        _SI,
        ("Improved performance sustained over two years", "", ""),
        ("Standards rising at every school", "", ""),
        ("Schools ask for bespoke support from their self-evaluation", "2018-06-15", "Requests"),
    ),
    *_items(
        "ADM-M7-developing",
        _CLERK,
        ("Risk register in place", "2017-11-23", "MAT risk register"),
        ("Used to monitor threats", "2018-05-17", "Minutes of the board"),
    ),
    *_items(
        "ADM-M7-embedding",
        _CLERK,
        ("Each improvement priority names its risk", "2017-11-23", "MAT risk register"),
        ("Agendas follow the register", "2018-05-17", "Agendas of the board"),
        ("Each school has a register with its own risks", "2017-10-18", "School risk registers"),
        ("Registers say how the board's risks are mitigated", "2018-06-14", "Comparison"),
    ),
    *_items(
        "ADM-M9-developing",
        _CEO,
        ("Partnerships of the MAT beyond those of its schools", "2018-01-10", "List"),
        ("Children and staff have a share in them", "2018-06-05", "Impact report"),
    ),
    *_items(
        "ADM-M9-embedding",
        _CEO,
        ("Member of a teaching school alliance", "2018-01-10", "Agreement"),
        ("Supports other schools", "2018-03-13", "Review reports"),
        ("Leads a local partnership", "", ""),
        ("Learns from and adds to the practice of other MATs", "2018-07-03", "Evaluation"),
    ),
)
