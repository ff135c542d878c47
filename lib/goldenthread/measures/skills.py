"""The skills audit: which skills a board can call on."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import dates, folded, numbers, text
from goldenthread.measures.matching import listed
from goldenthread.measures.measurement import Coverage, Measurement, State
from goldenthread.measures.newest import newest
from goldenthread.measures.registry import Context, kept, measure
from goldenthread.measures.seats import LAPSED, NOT_BEGUN, bodies_of, holders, person, seats
from goldenthread.measures.shares import Extras, share
from goldenthread.sources.table import FILE, ROW, SHEET, rows_of
from goldenthread.wording import join_words, number, plural

BOARDS = ("trustees", "local")


@kept
def ratings(context: Context) -> pd.DataFrame:
    """The latest rating of each person on each body and skill, oldest first; blanks left out.

    Whoever the governors' list has on that body under a term that is over, or not begun, is no
    member of it and is left out. A name that the list does not have is kept: it may be spelt
    otherwise there.
    """
    frame = context.frame("skills_audit")
    frame = frame.assign(
        person=text(frame, "name").map(person),
        when=dates(frame, "completed"),
        score=numbers(frame, "rating"),
        asked=text(frame, "skill").map(folded),
    )
    frame = frame[["body", "skill", "person", "when", "score", "asked", FILE, SHEET, ROW]]
    late = frame["when"] > pd.Timestamp(context.drop.as_of)
    frame = frame[frame["score"].between(1, 5) & ~late & ~_out_of_office(context, frame)]
    found = newest(frame, ["body", "person", "asked"], "when")
    return found.sort_values(["when", "score", "body"], kind="stable", na_position="first")


def _out_of_office(context: Context, frame: pd.DataFrame) -> pd.Series:
    """True for rows of people who are listed on the body and do not hold their seat."""
    if not context.has("governors"):
        return pd.Series(data=False, index=frame.index)
    listed_as = seats(context)
    out = listed_as[listed_as["state"].isin([LAPSED, NOT_BEGUN])]
    gone = pd.MultiIndex.from_frame(out[["body", "person"]])
    here = pd.MultiIndex.from_frame(frame[["body", "person"]].astype("object"))
    return pd.Series(here.isin(gone), index=frame.index)


def boards(context: Context) -> dict[str, list[str]]:
    """The boards that must have every skill themselves: the trust's and the local ones."""
    boards = {body.id for body in context.trust.bodies if body.kind in BOARDS}
    found = {e: [b for b in bodies_of(context, e) if b in boards] for e in context.entities}
    return found | {f"body:{b}": [b] for b in sorted(boards)}


def _level(context: Context) -> tuple[float, int]:
    return float(context.setting("skills_level", 4)), int(context.setting("skills_people", 2))


@measure(
    "Required skills covered",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("skills_audit",),
)
def skills_covered(context: Context) -> Iterator[Measurement]:
    """Required skills that enough members have, as a percentage of all required skills.

    A skill (setting `required_skills`) is covered on a board where at least `skills_people` of its
    members rate themselves `skills_level` or higher, 1 being none and 5 expert. A school's figure
    is its local governing body's. The trust's pools the trust board and every local governing body:
    each board and skill counts once. Members' bodies, committees and working groups draw on those
    boards and are left out. The coverage is the seat holders of these boards who answered.

    Denominator: required skills, for each board that answered.

    Leaves out: boards that did not answer; people whose term is over or has not begun; answers
    dated after the drop.

    Interval: none; this is a checklist.
    """
    required = listed(context.setting("required_skills"))
    answers = ratings(context)
    level, people = _level(context)
    for entity, bodies in boards(context).items():
        rows = answers[answers["body"].isin(bodies)]
        if rows.empty:
            continue
        if not required:
            note = "the trust's settings name no required skills (required_skills)"
            yield Measurement(
                "skills_covered", entity, context.drop.year, state=State.NO_DATA, note=note
            )
            continue
        cells = _cells(rows, required, level)
        covered = cells["people"] >= people
        gaps = sorted(set(cells.loc[~covered, "skill"]), key=required.index)
        coverage = answered(context, bodies, rows)
        extras = Extras(
            note=f"fewer than {people} members at level {level:g}: {join_words(gaps)}"
            if gaps
            else f"every required skill has {people} members at level {level:g}",
            coverage={entity: coverage} if coverage else None,
            details={entity: (("Skills not covered", join_words(gaps) or "none"),)},
        )
        met, of = int(covered.sum()), len(cells)
        yield share(context, "skills_covered", entity, met, of, rows, extras, n=of)
        for skill, part in cells.groupby("skill", sort=False):
            used = rows[rows["asked"] == folded(str(skill))]
            yield share(
                context,
                "skills_covered",
                entity,
                int((part["people"] >= people).sum()),
                len(part),
                used,
                group=str(skill),
                n=len(part),
            )


def _cells(rows: pd.DataFrame, required: list[str], level: float) -> pd.DataFrame:
    """For each board that answered and each required skill, how many members are at the level."""
    able = rows[rows["score"] >= level]
    counts = able.groupby(["body", "asked"])["person"].nunique()
    return pd.DataFrame(
        [
            (body, skill, int(counts.get((body, folded(skill)), 0)))
            for body in sorted(set(rows["body"]))
            for skill in required
        ],
        columns=["body", "skill", "people"],
    )


def answered(context: Context, bodies: list[str], rows: pd.DataFrame) -> Coverage | None:
    """Seat holders of the bodies who answered, where the drop says who they are."""
    if not context.has("governors"):
        return None
    seated = holders(context)
    seated = seated[seated["body"].isin(bodies)]
    sat = set(zip(seated["body"], seated["person"], strict=True))
    if not sat:
        return None
    replied = sat & set(zip(rows["body"], rows["person"], strict=True))
    return Coverage(len(replied), len(sat), "members")


@measure(
    "Members at the required level, by skill",
    unit="count",
    decimals=0,
    better="higher",
    counts="things",
    needs=("skills_audit",),
)
def skill_level(context: Context) -> Iterator[Measurement]:
    """For each skill of the audit, the members who rate themselves `skills_level` or higher.

    For each body that answered, each school (its local governing body) and the trust (every person
    once). A count of members of a board, whose names are public; it is not suppressed.

    Denominator: none; it is a number of members. How many rated themselves stands beside it.

    Leaves out: people whose term is over or has not begun; answers dated after the drop.

    Interval: none; every answer is known.
    """
    answers = ratings(context)
    level, _ = _level(context)
    bodies = {entity: bodies_of(context, entity) for entity in context.entities}
    bodies |= {f"body:{body.id}": [body.id] for body in context.trust.bodies}
    for entity, ids in bodies.items():
        rows = answers[answers["body"].isin(ids)]
        for asked, part in rows.groupby("asked", sort=False):
            best = part.sort_values("score").drop_duplicates("person", keep="last")
            able = best[best["score"] >= level]
            yield Measurement(
                "skill_level",
                entity,
                context.drop.year,
                float(len(able)),
                _label(context, str(asked), part),
                n=len(best),
                numerator=float(len(able)),
                denominator=float(len(best)),
                note=f"{plural(len(able), 'member')} of {len(best)} at level {level:g} or higher",
                rows=rows_of(best),
                details=(("Mean rating", number(float(best["score"].mean()), 1)),),
            )


def _label(context: Context, asked: str, part: pd.DataFrame) -> str:
    required = {folded(skill): skill for skill in listed(context.setting("required_skills"))}
    return required.get(asked, str(text(part, "skill").min()))
