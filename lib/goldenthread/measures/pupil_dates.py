"""Since when and until when each enrolment was on roll, as far as the pupil list says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from goldenthread.measures.cells import dates, numbers, text
from goldenthread.measures.registry import Context

# So far off that no register reaches them, and exact as floating point numbers too.
ALWAYS, NEVER = -1_000_000, 1_000_000
GUEST = "G"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """For each enrolment, in the order asked: first and last day on roll (days since 1970), year
    group (NaN where unknown), and whether it is a guest's. `any` says that some day is known."""

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    year_group: npt.NDArray[np.float64]
    guest: npt.NDArray[np.bool_]
    any: bool


def enrolled(context: Context, enrolments: pd.DataFrame) -> Enrolled:
    """Of the columns school and upn. Who is listed twice has come back: the earliest joining and
    the latest leaving count, and a listing without a leaving date has not ended."""
    count = len(enrolments)
    first, last = np.full(count, ALWAYS), np.full(count, NEVER)
    if not context.has("pupils"):
        nothing = np.full(count, np.nan)
        return Enrolled(first, last, nothing, np.zeros(count, dtype=np.bool_), any=False)
    listed = context.frame("pupils").dropna(subset=["upn"])
    one = pd.DataFrame(
        {
            "school": listed["school"].astype(object),
            "upn": listed["upn"].astype(object),
            "first": _days(dates(listed, "date_of_admission"), ALWAYS),
            "last": _days(dates(listed, "leaving_date"), NEVER),
            "year_group": numbers(listed, "year_group"),
            "guest": text(listed, "enrolment_status").eq(GUEST),
        }
    )
    ways = {"first": "min", "last": "max", "year_group": "max", "guest": "all"}
    single = one.groupby(["school", "upn"], sort=False).agg(ways).reset_index()
    joined = enrolments[["school", "upn"]].merge(single, on=["school", "upn"], how="left")
    first = joined["first"].fillna(ALWAYS).to_numpy(dtype=np.int64)
    last = joined["last"].fillna(NEVER).to_numpy(dtype=np.int64)
    return Enrolled(
        first,
        last,
        joined["year_group"].to_numpy(dtype=np.float64),
        joined["guest"].eq(True).to_numpy(dtype=np.bool_),
        any=bool((first > ALWAYS).any() or (last < NEVER).any()),
    )


def _days(stamps: pd.Series, missing: np.int64 | int) -> npt.NDArray[np.int64]:
    days = stamps.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), missing, days.astype(np.int64))
