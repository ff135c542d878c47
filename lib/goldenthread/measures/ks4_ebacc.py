"""The English Baccalaureate: who entered it, who achieved it, and the average point score."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.measures.ks4_attainment import figures, from_results
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context


@from_results(
    "Entered for the English Baccalaureate",
    unit="percent",
    decimals=1,
    short="EBacc entry",
)
def ebacc_entry(context: Context) -> Iterable[Measurement]:
    """Pupils who took all five parts of the English Baccalaureate: English language and literature,
    maths, science (combined, or three of biology, chemistry, physics and computer science), history
    or geography, and a language; of all pupils at the end of key stage 4.

    Denominator: pupils at the end of key stage 4.

    Leaves out: nothing; a pupil without entries has not entered.

    Interval: 95%, Wilson, over pupils.
    """
    return figures(context, "ebacc_entry", share=True)


@from_results(
    "English Baccalaureate achieved at grade 5 or above",
    unit="percent",
    decimals=1,
    short="EBacc at 5+",
)
def ebacc_achieved_5(context: Context) -> Iterable[Measurement]:
    """Pupils who entered all five parts of the English Baccalaureate and have grade 5 or above in
    each: English language or literature, maths, science (both grades of the combined award, or two
    separate sciences), a humanity and a language; of all pupils at the end of key stage 4.

    Denominator: pupils at the end of key stage 4.

    Leaves out: nothing; a pupil without results has not reached it.

    Interval: 95%, Wilson, over pupils.
    """
    return figures(context, "ebacc_achieved_5", share=True)


@from_results(
    "English Baccalaureate achieved at grade 4 or above",
    unit="percent",
    decimals=1,
    short="EBacc at 4+",
)
def ebacc_achieved_4(context: Context) -> Iterable[Measurement]:
    """Pupils who entered all five parts of the English Baccalaureate and have grade 4 or above in
    each: English language or literature, maths, science (both grades of the combined award, or two
    separate sciences), a humanity and a language; of all pupils at the end of key stage 4.

    Denominator: pupils at the end of key stage 4.

    Leaves out: nothing; a pupil without results has not reached it.

    Interval: 95%, Wilson, over pupils.
    """
    return figures(context, "ebacc_achieved_4", share=True)


@from_results(
    "English Baccalaureate average point score",
    unit="points",
    decimals=2,
    short="EBacc points",
)
def ebacc_aps(context: Context) -> Iterable[Measurement]:
    """The mean of each pupil's six grades in the English Baccalaureate, as the department works it
    out: English (the better of language and literature, where both were taken), maths, two in
    science (the combined award, or the best two where three separate sciences or more were taken),
    a humanity and a language. A missing one counts 0 and the sum is always divided by six. Over all
    pupils at the end of key stage 4.

    Denominator: pupils at the end of key stage 4.

    Leaves out: nothing; a missing grade counts as 0.

    Interval: 95%, from the pupils' own spread.
    """
    return figures(context, "ebacc_aps")
