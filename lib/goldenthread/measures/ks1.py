"""Key stage 1 teacher assessments."""

from __future__ import annotations

from goldenthread.measures.assessed import Assessed, assessed
from goldenthread.measures.assessed_measures import Attained, register
from goldenthread.measures.assessments import assessment
from goldenthread.measures.registry import Context

SOURCE, KS1 = "ks1_results", "ks1"
SUBJECTS = ("reading", "writing", "maths")
EVERYBODY = (
    "of all pupils at the end of key stage 1: absent and disapplied pupils and pupils without a "
    "result count as not having reached it, those who have left are left out. Not statutory since "
    "2023/24, so there is no national figure after 2022/23."
)

ATTAINED = tuple(
    row
    for subject in SUBJECTS
    for row in (
        Attained(
            f"ks1_{subject}_expected",
            f"Key stage 1 expected standard in {subject}",
            f"{subject}_expected",
            f"Pupils with a teacher assessment of EXS or GDS in {subject}, {EVERYBODY}",
        ),
        Attained(
            f"ks1_{subject}_greater_depth",
            f"Key stage 1 greater depth in {subject}",
            f"{subject}_higher",
            f"Pupils with a teacher assessment of GDS in {subject}, {EVERYBODY}",
        ),
    )
)


def ks1_pupils(context: Context) -> Assessed:
    return context.once(
        "key stage 1 results",
        lambda: assessed(
            context, assessment(context, KS1), SOURCE, {subject: subject for subject in SUBJECTS}
        ),
    )


register(ATTAINED, SOURCE, KS1, "Key stage 1 and phonics screening check attainment", ks1_pupils)
