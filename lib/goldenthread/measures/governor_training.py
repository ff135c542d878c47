"""Training and knowledge of members, trustees and governors."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.calendar import years_after
from goldenthread.measures.cells import by, dates, folded, text, total
from goldenthread.measures.matching import words_in
from goldenthread.measures.measurement import Measurement, State
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.seats import bodies_of, holders, person
from goldenthread.measures.shares import Extras, share
from goldenthread.measures.skills import answered, boards, ratings
from goldenthread.sources.table import FILE, ROW, SHEET, rows_of
from goldenthread.wording import plural


def _modules(context: Context) -> dict[str, int]:
    """The required modules and the months each is valid for."""
    found = context.setting("governor_modules", {})
    return {str(k): int(v) for k, v in found.items()} if isinstance(found, dict) else {}


@measure(
    "Required governor training in date",
    unit="percent",
    decimals=1,
    better="higher",
    counts="people",
    needs=("governors", "training"),
)
def governor_training(context: Context) -> Iterator[Measurement]:
    """Required modules that are complete and in date, as a percentage of all that are required.

    Every person who holds a seat on the day of the drop owes every module of the trust's setting
    `governor_modules`. A module is complete where the training log has the person as attending, by
    the day of the drop, a governors' course whose name or category holds the module's name; and it
    is in date where its expiry date, or else the date of the course plus the months the setting
    gives, is that day or later. A person on several bodies counts once in each figure: a school's
    is its local governing body's, the trust's that of all bodies. Places booked or missed, and
    courses logged for staff, do not count.

    Denominator: required modules, times the people who hold a seat on the day of the drop.

    Leaves out: people whose term is over or has not begun; vacant seats.

    Interval: none; every place is known.
    """
    modules = _modules(context)
    people = holders(context)[["body", "person", FILE, SHEET, ROW]]
    done = _in_date(context, modules)
    bodies = {entity: bodies_of(context, entity) for entity in context.entities}
    bodies |= {f"body:{body.id}": [body.id] for body in context.trust.bodies}
    for entity, ids in bodies.items():
        owing = people[people["body"].isin(ids)].drop_duplicates("person")
        if owing.empty:
            continue
        if not modules:
            yield _unset(context, entity)
            continue
        mine = done[done["person"].isin(owing["person"])]
        frame = pd.concat([owing, mine.drop(columns="module")])
        extras = Extras(
            note=f"{plural(len(owing), 'person', 'people')}, "
            f"{plural(len(modules), 'required module')} each"
        )
        complete = mine.drop_duplicates(["person", "module"])
        yield share(
            context,
            "governor_training",
            entity,
            len(complete),
            len(owing) * len(modules),
            frame,
            extras,
            n=len(owing),
        )
        for module in modules:
            having = complete[complete["module"] == module]
            yield share(
                context,
                "governor_training",
                entity,
                len(having),
                len(owing),
                pd.concat([owing, having.drop(columns="module")]),
                group=module,
                n=len(owing),
            )


def _unset(context: Context, entity: str) -> Measurement:
    note = "the trust's settings name no required modules (governor_modules)"
    return Measurement(
        "governor_training", entity, context.drop.year, state=State.NO_DATA, note=note
    )


def _in_date(context: Context, modules: dict[str, int]) -> pd.DataFrame:
    """Attended governors' courses, a row for each module they speak of and that is in date."""
    log = context.frame("training")
    attended = (text(log, "audience") == "governor") & (text(log, "status") == "attended")
    log = log[attended & by(log, "date", context.drop.as_of)]
    log = log.assign(
        person=text(log, "name").map(person), until=dates(log, "expires"), held=dates(log, "date")
    )
    spoken = text(log, "course") + " | " + text(log, "category")
    log = log.assign(module=spoken.map(lambda words: sorted(words_in(words, modules))))
    log = log.explode("module").dropna(subset="module")
    as_of = pd.Timestamp(context.drop.as_of)
    ends = [
        until if pd.notna(until) else pd.Timestamp(years_after(held.date(), months=modules[module]))
        for until, held, module in zip(log["until"], log["held"], log["module"], strict=True)
    ]
    valid = pd.Series(ends, index=range(len(log)), dtype="datetime64[ns]") >= as_of
    return log.loc[valid.to_numpy(), ["person", "module", FILE, SHEET, ROW]]


@measure(
    "Knowledge of trust matters, as members rate themselves",
    unit="points",
    decimals=1,
    better="higher",
    counts="people",
    needs=("skills_audit",),
)
def governor_knowledge(context: Context) -> Iterator[Measurement]:
    """Mean of members' own ratings, 1 (none) to 5 (expert), of their knowledge of trust matters.

    Taken from the column of the skills audit that the trust's setting `knowledge_skill` names
    ("Knowledge of trust matters"). The latest answer of each person on each body counts; a person
    on several bodies counts once, with the latest. A school's figure is its local governing body's;
    the trust's is that of all bodies. The coverage is the seat holders of the trust's board and the
    local governing bodies who answered.

    Denominator: members who rated themselves, as people.

    Leaves out: someone listed on the body whose term is over or has not begun; answers dated after
    the drop.

    Interval: none; members are few and every answer is known.
    """
    skill = str(context.setting("knowledge_skill", "Knowledge of trust matters"))
    answers = ratings(context)
    answers = answers[answers["asked"] == folded(skill)]
    asked = boards(context)
    for entity in context.entities:
        part = answers[answers["body"].isin(bodies_of(context, entity))]
        part = part.drop_duplicates("person", keep="last")
        if part.empty:
            continue
        score, seated = part["score"], asked[entity]
        on_boards = answers[answers["body"].isin(seated)]
        yield Measurement(
            "governor_knowledge",
            entity,
            context.drop.year,
            total(score) / len(part),
            n=len(part),
            numerator=total(score),
            denominator=float(len(part)),
            note=f"{plural(len(part), 'answer')}, on a scale of 1 to 5",
            coverage=answered(context, seated, on_boards),
            rows=rows_of(part),
        )
