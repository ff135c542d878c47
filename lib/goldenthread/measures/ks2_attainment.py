"""Key stage 2 from pupils' results: the standards by subject and together, scores, the gap."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.measures.assessed import Assessed, assessed
from goldenthread.measures.assessed_gaps import in_school_gaps, national_gaps
from goldenthread.measures.assessed_measures import Attained, register, without_exports
from goldenthread.measures.assessments import assessment
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import REGISTER, Context, also_from, measure

SOURCE, KS2, PUBLICATION = "ks2_results", "ks2", "Key stage 2 attainment"
SUBJECTS = ("reading", "maths", "gps", "writing", "science")
EVERYBODY = (
    "of all pupils at the end of key stage 2: absent pupils, pupils below the standard of the test "
    "and pupils without a result count as not having reached it; those who have left, whose result "
    "is missing or who take the test in another year are left out."
)
NAMES = {
    "reading": "reading",
    "maths": "maths",
    "gps": "grammar, punctuation and spelling",
}


def _test(subject: str) -> tuple[Attained, ...]:
    name = NAMES[subject]
    return (
        Attained(
            f"ks2_{subject}_expected",
            f"Expected standard in {name}",
            f"{subject}_expected",
            f"Pupils with a scaled score of 100 or more in the {name} test, {EVERYBODY}",
        ),
        Attained(
            f"ks2_{subject}_higher",
            f"Higher standard in {name}",
            f"{subject}_higher",
            f"Pupils with a scaled score of 110 or more in the {name} test (trusts also call it "
            f"greater depth), {EVERYBODY}",
        ),
        Attained(
            f"ks2_{subject}_score",
            f"Average scaled score in {name}",
            f"{subject}_score",
            f"The mean scaled score in the {name} test, 80 to 120, of the pupils who took it and "
            "were given a score. The interval is from the pupils' own spread.",
            "points",
        ),
    )


ATTAINED = (
    Attained(
        "ks2_expected",
        "Expected standard in reading, writing and maths",
        "combined_expected",
        "Pupils with a scaled score of 100 or more in reading and in maths and a teacher "
        f"assessment of EXS or GDS in writing, {EVERYBODY}",
    ),
    Attained(
        "ks2_higher",
        "Higher standard in reading, writing and maths",
        "combined_higher",
        "Pupils with a scaled score of 110 or more in reading and in maths and a teacher "
        f"assessment of GDS in writing, {EVERYBODY}",
    ),
    *_test("reading"),
    *_test("maths"),
    *_test("gps"),
    Attained(
        "ks2_writing_expected",
        "Expected standard in writing",
        "writing_expected",
        f"Pupils with a teacher assessment of EXS or GDS in writing, {EVERYBODY}",
    ),
    Attained(
        "ks2_writing_higher",
        "Greater depth in writing",
        "writing_higher",
        f"Pupils with a teacher assessment of GDS in writing, {EVERYBODY}",
    ),
    Attained(
        "ks2_science_expected",
        "Expected standard in science",
        "science_expected",
        f"Pupils with a teacher assessment of EXS in science, {EVERYBODY} Science has no higher "
        "standard.",
    ),
)


def ks2_pupils(context: Context) -> Assessed:
    """Everyone of the results export with what each reached."""
    return context.once(
        "key stage 2 results",
        lambda: assessed(
            context, assessment(context, KS2), SOURCE, {subject: subject for subject in SUBJECTS}
        ),
    )


register(ATTAINED, SOURCE, KS2, PUBLICATION, ks2_pupils)


@measure(
    "Disadvantage gap at the expected standard",
    unit="percentage points",
    decimals=1,
    better="higher",
    counts="pupils",
    needs=(SOURCE, "pupils"),
    publication=PUBLICATION,
)
def gap_ks2_expected(context: Context) -> Iterable[Measurement]:
    """The percentage of the school's disadvantaged pupils at the expected standard in reading,
    writing and maths, less that of pupils nationally who are not disadvantaged, in the same year.
    Below zero is a gap.

    Denominator: disadvantaged pupils at the end of key stage 2.

    Leaves out: pupils whose result is missing, who have left or who take the test in another year.

    Interval: 95%, that of the disadvantaged pupils' own share (Wilson); the national figure is
    taken as certain.
    """
    found = REGISTER["ks2_expected"].providers[0].compute(context)
    return national_gaps(context, found, "gap_ks2_expected", "ks2_expected_not_disadvantaged")


@measure(
    "Disadvantage gap at the expected standard within the school",
    unit="percentage points",
    decimals=1,
    better="higher",
    counts="pupils",
    needs=(SOURCE, "pupils"),
    publication=PUBLICATION,
)
def gap_ks2_expected_in_school(context: Context) -> Iterable[Measurement]:
    """The percentage of the school's disadvantaged pupils at the expected standard in reading,
    writing and maths, less that of its own other pupils. Below zero is a gap. The usual comparison
    is with pupils nationally who are not disadvantaged: a school can close this gap by its other
    pupils doing worse.

    Denominator: disadvantaged pupils at the end of key stage 2.

    Leaves out: pupils whose result is missing, who have left or who take the test in another year.

    Interval: 95%, Newcombe's of the difference of the two shares.
    """
    found = REGISTER["ks2_expected"].providers[0].compute(context)
    return in_school_gaps(found, "gap_ks2_expected_in_school")


for _gap in ("gap_ks2_expected", "gap_ks2_expected_in_school"):
    also_from(_gap, needs=())(without_exports(_gap, KS2))
