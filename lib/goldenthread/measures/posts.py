"""The establishment: which posts are filled, and whether the trust office is trained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import by, folded, given, numbers, text, total, yes
from goldenthread.measures.measurement import ALL, TRUST, Coverage, Measurement
from goldenthread.measures.places import ENTITY, levels, placed, unplaced_note
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share
from goldenthread.measures.staff_in_post import GROUPS
from goldenthread.sources.table import rows_of
from goldenthread.wording import number


def _posts(context: Context) -> pd.DataFrame:
    """The posts of known size, with `entity`, `size`, `filled` (at most the size) and `empty`."""
    frame = placed(context, context.frame("posts"))
    size, filled = numbers(frame, "fte"), numbers(frame, "filled_fte")
    filled = filled.clip(upper=size)
    frame = frame.assign(size=size, filled=filled, empty=size - filled)
    return frame[size.notna() & filled.notna()]


@measure(
    "Posts that are vacant",
    unit="percent",
    decimals=1,
    better="lower",
    counts="things",
    needs=("posts",),
)
def vacancy_rate(context: Context) -> Iterator[Measurement]:
    """Full-time equivalents vacant, as a percentage of all that are established.

    Teachers and leaders together, and every staff group by itself, on the day of the drop. A post
    filled beyond its size counts as full. The Department for Education's own rate counts advertised
    teachers' posts in November and is not comparable.

    Denominator: full-time equivalents established.

    Leaves out: rows without a number.

    Interval: none; every post is known.
    """
    frame = _posts(context)
    extras = Extras(note=unplaced_note(frame))
    for entity, rows in levels(context, frame, ENTITY):
        group = text(rows, "staff_group")
        parts = [(ALL, group.isin(["teacher", "leader"]))]
        parts += [(label, group == key) for key, label in GROUPS.items()]
        for label, chosen in parts:
            part = rows[chosen]
            if part.empty and label != ALL:
                continue
            empty, size = total(part["empty"]), total(part["size"])
            yield share(context, "vacancy_rate", entity, empty, size, part, extras, group=label)


@measure(
    "Advertised teaching posts that are vacant",
    unit="percent",
    decimals=1,
    better="lower",
    counts="things",
    needs=("posts",),
    publication="School workforce in England",
)
def teacher_vacancies(context: Context) -> Iterator[Measurement]:
    """Teaching posts advertised and vacant, of the teachers in post and those vacancies together.

    Teachers and leaders, in full-time equivalents, on the day of the drop. A vacancy is what is not
    filled of a post whose advertisement is dated that day or earlier. Follows the department's
    vacancy rate, which is a snapshot of November and counts posts offered for a term or longer.

    Denominator: full-time equivalents of teachers and leaders in post, and of the vacancies.

    Leaves out: posts that are empty and not advertised; posts of other staff; rows without
    full-time equivalents. An export without the dates of advertisements gives no figure.

    Interval: none; every post is known.
    """
    frame = _posts(context)
    frame = frame[text(frame, "staff_group").isin(["teacher", "leader"])]
    if not given(frame, "advertised").any():
        return
    vacant = frame["empty"].where(by(frame, "advertised", context.drop.as_of), 0.0)
    frame = frame.assign(vacant=vacant)
    for entity, rows in levels(context, frame, ENTITY):
        empty, filled = total(rows["vacant"]), total(rows["filled"])
        yield share(context, "teacher_vacancies", entity, empty, empty + filled, rows)


def _office(context: Context) -> pd.DataFrame:
    frame = _posts(context)
    return frame[frame[ENTITY] == TRUST]


@measure(
    "Trust office posts filled",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("posts",),
    trust_only=True,
)
def office_posts_filled(context: Context) -> Iterator[Measurement]:
    """Full-time equivalents filled at the trust office, of all that are established there.

    Every post whose site is the trust office, whatever its staff group. A post filled beyond its
    size counts as full.

    Denominator: full-time equivalents established at the trust office.

    Leaves out: posts of schools; rows without a number.

    Interval: none; every post is known.
    """
    rows = _office(context)
    filled, size = total(rows["filled"]), total(rows["size"])
    extras = Extras(
        note=f"{number(filled, 1)} of {number(size, 1)} full-time equivalents filled",
        empty="the export lists no posts of the trust office",
    )
    yield share(context, "office_posts_filled", TRUST, filled, size, rows, extras)


@measure(
    "Trust office staff trained",
    unit="percent",
    decimals=1,
    better="higher",
    counts="staff",
    needs=("posts",),
    trust_only=True,
)
def office_trained(context: Context) -> Iterator[Measurement]:
    """Filled posts of the trust office whose required training is complete, of those that say.

    Coverage is the posts that say, of all filled ones owing training.

    Denominator: filled posts of the trust office that say whether their required training is
    complete.

    Leaves out: empty posts; posts that neither name a required training nor say whether it is
    complete.

    Interval: none; every post is known.
    """
    empty = "no filled post of the trust office says whether it is trained"
    yield _trained(context, "office_trained", TRUST, _office(context), empty)


def _trained(
    context: Context, name: str, entity: str, rows: pd.DataFrame, empty: str
) -> Measurement:
    """Of the filled posts that say, those whose required training is complete."""
    rows = rows[rows["filled"] > 0]
    owing = rows[given(rows, "trained") | (text(rows, "required_training") != "")]
    said = owing[given(owing, "trained")]
    done = int(yes(said, "trained").sum())
    extras = Extras(
        note=unplaced_note(owing) if entity == TRUST else "",
        empty=empty,
        coverage={entity: Coverage(len(said), len(owing), "filled posts")},
    )
    return share(context, name, entity, done, len(said), said, extras)


@measure(
    "Administrative staff trained",
    unit="percent",
    decimals=1,
    better="higher",
    counts="staff",
    needs=("posts",),
)
def admin_staff_trained(context: Context) -> Iterator[Measurement]:
    """Filled posts of office staff whose required training is complete, of those that say: at the
    schools and, for the trust, at its office too.

    Coverage is the posts that say, of all filled ones owing training.

    Denominator: filled posts of office staff that say whether their required training is complete.

    Leaves out: empty posts; posts that neither name a required training nor say whether it is
    complete; posts of other staff.

    Interval: none; every post is known.
    """
    frame = _posts(context)
    frame = frame[text(frame, "staff_group") == "office"]
    empty = "no filled post of office staff says whether it is trained"
    for entity, rows in levels(context, frame, ENTITY):
        yield _trained(context, "admin_staff_trained", entity, rows, empty)


@measure(
    "Leadership posts filled",
    unit="count",
    decimals=1,
    better="higher",
    counts="things",
    needs=("posts",),
    trust_only=True,
)
def leadership_posts(context: Context) -> Iterator[Measurement]:
    """Full-time equivalents filled of the posts of leaders: all, and each post at each place, under
    `Moreton School · Deputy headteacher`.

    Capitals make no other post: the most usual spelling names it. A post filled beyond its size
    counts as full.

    Denominator: none; it is a number of posts, in full-time equivalents.

    Leaves out: posts of other staff; rows without a number or whose place is none of the trust's.

    Interval: none; every post is known.
    """
    frame = _posts(context)
    frame = frame[(text(frame, "staff_group") == "leader") & (frame[ENTITY] != "")]
    where = frame[ENTITY].map(lambda entity: context.trust.entity_name(str(entity)))
    frame = frame.assign(_post=where + " · " + _alike(text(frame, "post")))
    for group, rows in ((ALL, frame), *frame.groupby("_post", sort=True)):
        if len(rows):
            yield Measurement(
                "leadership_posts",
                TRUST,
                context.drop.year,
                total(rows["filled"]),
                str(group),
                n=len(rows),
                rows=rows_of(rows),
            )


def _alike(posts: pd.Series) -> pd.Series:
    """The names of posts, those that differ in capitals or blanks only under the most usual."""
    usual: dict[str, str] = {}
    for name, _ in sorted(Counter(posts).items(), key=lambda said: (said[1], said[0])):
        usual[folded(name)] = name
    return posts.map(lambda name: usual[folded(name)])
