"""Progress 8 from the department's school-level file: score, interval, band, coverage, gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from goldenthread.measures import ks4_unadjusted  # noqa: F401 - a second way to its measure
from goldenthread.measures.cells import text
from goldenthread.measures.dfe_ks4 import figures
from goldenthread.measures.dfe_ks4_rows import PROGRESS, SOURCE, published_rows
from goldenthread.measures.dfe_rows import Field, own_row, value_of
from goldenthread.measures.ks4_gaps import gaps_to_national
from goldenthread.measures.ks4_progress import not_published, withheld
from goldenthread.measures.ks4_tables import progress_year
from goldenthread.measures.measurement import ALL, ENGLAND, TRUST, Coverage, Measurement
from goldenthread.measures.pupil_groups import NOT_DISADVANTAGED
from goldenthread.measures.registry import Context, also_from
from goldenthread.measures.statistics import mean_interval
from goldenthread.wording import plural

UNADJUSTED = Field("progress_8_unadjusted", "progress_8_unadjusted")
# The band is a digit in some years' files and words in others.
BANDS = {
    "1": "Well above average",
    "2": "Above average",
    "3": "Average",
    "4": "Below average",
    "5": "Well below average",
}


@also_from("progress_8", needs=(SOURCE,))
def published_progress_8(context: Context) -> Iterable[Measurement]:
    """The published score with its interval and band; a band that is withheld is not made up."""
    reason = not_published(context)
    if reason:
        return withheld(context, reason)
    return _published(context)


def _published(context: Context) -> Iterator[Measurement]:
    urns = {school.urn for school in context.trust.schools}
    for item in figures(context, PROGRESS):
        if item.group != ALL:
            yield item
        elif item.entity in urns:
            yield _with_interval(context, item)
        else:
            yield _with_national_deviation(context, item)


@also_from("progress_8_unadjusted", needs=(SOURCE,))
def published_before_adjustment(context: Context) -> Iterator[Measurement]:
    """The score that the department publishes beside the headline."""
    reason = not_published(context)
    if reason:
        yield from (replace(m, measure=UNADJUSTED.measure) for m in withheld(context, reason))
        return
    urns = {school.urn for school in context.trust.schools}
    for item in figures(context, UNADJUSTED):
        if item.group != ALL or item.entity not in urns or item.value is None:
            yield item
            continue
        row = own_row(context, published_rows(context), item.entity)
        low, high = (value_of(row, f"{UNADJUSTED.column}_{end}") for end in ("low", "high"))
        yield replace(item, low=low, high=high)


@also_from("gap_attainment_8", needs=(SOURCE,))
def published_gap_in_attainment(context: Context) -> Iterator[Measurement]:
    """The school's disadvantaged pupils as published, less the others nationally."""
    field = Field("attainment_8", "attainment_8")
    own = [replace(m, measure="gap_attainment_8") for m in figures(context, field)]
    yield from _gaps(context, own, "attainment_8_not_disadvantaged")


@also_from("gap_progress_8", needs=(SOURCE,))
def published_gap_in_progress(context: Context) -> Iterator[Measurement]:
    """The school's disadvantaged pupils as published, less the others nationally."""
    reason = not_published(context)
    if reason:
        yield from (replace(m, measure="gap_progress_8") for m in withheld(context, reason))
        return
    own = [replace(m, measure="gap_progress_8") for m in figures(context, PROGRESS)]
    yield from _gaps(context, own, "progress_8_not_disadvantaged")


def _gaps(context: Context, own: list[Measurement], benchmark: str) -> Iterator[Measurement]:
    """Against the file's own row of England where it has one, else the figure that is held."""
    urns = {school.urn for school in context.trust.schools}
    others = [m for m in own if (m.entity, m.group) == (ENGLAND, NOT_DISADVANTAGED)]
    mine = [m for m in own if m.entity in urns]
    yield from gaps_to_national(context, mine, benchmark, next(iter(others), None))


def _with_interval(context: Context, item: Measurement) -> Measurement:
    """Interval and band as the file gives them, and how many pupils the score covers."""
    row = own_row(context, published_rows(context), item.entity)
    everybody, covered = value_of(row, "pupils"), value_of(row, "progress_pupils")
    coverage = None
    if everybody is not None and covered is not None:
        coverage = Coverage(int(covered), int(everybody), "pupils at the end of key stage 4")
    if item.value is None:
        return replace(item, coverage=coverage)
    low, high = value_of(row, "progress_8_low"), value_of(row, "progress_8_high")
    details = (("Official band", band(text(row, "progress_8_band").iloc[0])), *item.details)
    adjusted = value_of(row, "progress_8_adjusted")
    if adjusted is not None:
        words = plural(adjusted, "pupil")
        details = (*details, ("Very negative scores adjusted", words))
    return replace(item, low=low, high=high, coverage=coverage, details=details)


def band(cell: str) -> str:
    """The band in words, whether a file has a digit or words; a withheld one stays withheld."""
    known = {**BANDS, **{words.casefold(): words for words in BANDS.values()}}
    return known.get(cell.casefold(), "Withheld by the department")


def _with_national_deviation(context: Context, item: Measurement) -> Measurement:
    """For the trust the interval by the department's formula, where the year's deviation is known.

    England and the authority are no samples, and get none.
    """
    if item.entity != TRUST or item.value is None or not item.n:
        return item
    tables = progress_year(context)
    if tables is None:
        return item
    low, high = mean_interval(item.value, tables.standard_deviations.all, item.n)
    derived = " that was worked out from published intervals" if tables.status == "derived" else ""
    note = f"{item.note}; the interval uses a national standard deviation{derived}"
    return replace(item, low=low, high=high, note=note)
