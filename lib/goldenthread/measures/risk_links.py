"""Whether an academy's own risk register speaks of the trust's risks, and how it meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from goldenthread.measures.cells import folded, text
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.places import ENTITY, placed
from goldenthread.measures.registry import Context, measure, no_figures
from goldenthread.measures.shares import Extras, share
from goldenthread.sources.table import rows_of
from goldenthread.wording import join_words, plural


def _register(context: Context) -> pd.DataFrame:
    """The register with `entity`, `linked_to` (which of the trust's risks a risk names) and
    `mitigated` (whether it says what is done about it)."""
    frame = placed(context, context.frame("risks"))
    own = {folded(name): name for name in text(frame[frame[ENTITY] == TRUST], "reference")}
    linked = text(frame, "linked").map(lambda cell: _named(cell, own))
    return frame.assign(linked_to=linked, mitigated=text(frame, "controls") != "")


def _is_of_a_school(context: Context, frame: pd.DataFrame) -> pd.Series:
    return frame[ENTITY].isin([school.urn for school in context.trust.schools])


def _named(cell: str, references: Mapping[str, str]) -> tuple[str, ...]:
    """The trust's risks that a cell names: `R1, R4`."""
    parts = (folded(part) for part in re.split(r"[,;/]|\band\b", cell))
    return tuple(references[part] for part in parts if part and part in references)


@measure(
    "Risks of the academy linked to the trust’s risks",
    unit="count",
    decimals=0,
    better="higher",
    counts="things",
    needs=("risks",),
)
def risks_linked(context: Context) -> Iterator[Measurement]:
    """Risks on a school's own register that name a risk of the trust's register to which they
    belong. The trust's figure is of all its schools.

    A school without a risk of its own on the register has none. The trust's risks are those that
    the register lists for the trust itself.

    Denominator: none; it is a number of risks.

    Leaves out: links to references that the trust's register does not have. A register that links
    no risk of any school gives no figure.

    Interval: none; every risk is known.
    """
    frame = _register(context)
    if text(frame, "linked").eq("").all():
        note = "the register does not say to which risk of the trust a risk is linked"
        yield from no_figures(context, "risks_linked", note)
        return
    at_schools = frame[_is_of_a_school(context, frame)]
    for entity in context.entities:
        rows = at_schools if entity == TRUST else at_schools[at_schools[ENTITY] == entity]
        linked = rows[rows["linked_to"].map(bool).astype(bool)]
        named = sorted({name for names in linked["linked_to"] for name in names})
        yield Measurement(
            "risks_linked",
            entity,
            context.drop.year,
            float(len(linked)),
            n=len(rows),
            note=_note(len(rows), named),
            rows=rows_of(rows if len(rows) else frame),
        )


def _note(risks: int, named: list[str]) -> str:
    if not risks:
        return "no risk of its own on the register"
    said = f"of {plural(risks, 'risk')} on its register"
    return f"{said}, linked to {join_words(named)}" if named else f"{said}, none is linked"


@measure(
    "Linked risks that say how they are mitigated",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=("risks",),
)
def linked_risks_mitigated(context: Context) -> Iterator[Measurement]:
    """Of the risks of a school that are linked to a risk of the trust, those whose register says
    what controls or mitigates them.

    The trust's figure pools its schools.

    Denominator: risks of schools that name a risk of the trust's register.

    Leaves out: risks without such a link, and the trust's own. A school without a linked risk has
    no figure.

    Interval: none; every risk is known.
    """
    frame = _register(context)
    named = frame["linked_to"].map(bool).astype(bool)
    linked = frame[_is_of_a_school(context, frame) & named]
    extras = Extras(empty="no risk of its register is linked to one of the trust")
    for entity in context.entities:
        rows = linked if entity == TRUST else linked[linked[ENTITY] == entity]
        met = int(rows["mitigated"].sum())
        yield share(
            context, "linked_risks_mitigated", entity, met, len(rows), rows, extras, n=len(rows)
        )
