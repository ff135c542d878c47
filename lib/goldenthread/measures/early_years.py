"""A good level of development at the end of Reception, and the multiplication tables check."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from goldenthread.measures.assessed import COMBINED, Assessed, assessed
from goldenthread.measures.assessed_measures import Attained, register
from goldenthread.measures.assessments import assessment
from goldenthread.measures.registry import Context

EYFS, MTC, GLD = "eyfs", "mtc", "gld"

DEVELOPMENT = (
    Attained(
        "good_level_of_development",
        "Good level of development",
        f"{COMBINED}_expected",
        "Children at the expected level in every early learning goal that makes up a good level of "
        "development (since 2021/22 the twelve of communication and language, personal, social and "
        "emotional development, physical development, literacy and mathematics), of the children "
        "at the end of Reception who were assessed in all of them. Where the export says itself "
        "whether a child has a good level of development, that counts.",
    ),
)
TABLES_CHECK = (
    Attained(
        "mtc_average",
        "Average score in the multiplication tables check",
        "mtc_score",
        "The mean score out of 25 of the Year 4 pupils who took the check. The interval is from "
        "the pupils' own spread.",
        "points",
    ),
    Attained(
        "mtc_full_marks",
        "Full marks in the multiplication tables check",
        "mtc_expected",
        "Pupils with 25 of 25, of the Year 4 pupils who took the check.",
    ),
)


def eyfs_children(context: Context) -> Assessed:
    return context.once("early years profile", lambda: _development(context))


def mtc_pupils(context: Context) -> Assessed:
    return context.once(
        "multiplication tables check",
        lambda: assessed(context, assessment(context, MTC), MTC, {MTC: MTC}),
    )


def _development(context: Context) -> Assessed:
    """From the goals; a cell that says yes or no to the whole goes before them."""
    declared = assessment(context, EYFS)
    goals = {goal: goal for goal in declared.subjects(context.drop.year)}
    found = assessed(context, declared, EYFS, goals)
    listed = context.frame(EYFS).dropna(subset=["upn", "school"])
    stated = listed.drop_duplicates(["school", "upn"]).set_index(["school", "upn"])[GLD]
    if stated.isna().all():
        return found
    pupils = found.pupils
    keys = pd.MultiIndex.from_frame(pupils[["school", "upn"]])
    said = stated.astype("Float64").astype(float).reindex(keys).to_numpy()
    own = pd.Series(said, index=pupils.index)
    expected = own.where(own.notna(), pupils[f"{COMBINED}_expected"])
    standing = pupils[f"{COMBINED}_standing"].where(own.isna(), "read")
    columns = {f"{COMBINED}_expected": expected, f"{COMBINED}_standing": standing}
    return replace(found, pupils=pupils.assign(**columns))


register(DEVELOPMENT, EYFS, EYFS, "Early years foundation stage profile results", eyfs_children)
register(TABLES_CHECK, MTC, MTC, "Multiplication tables check attainment", mtc_pupils)
