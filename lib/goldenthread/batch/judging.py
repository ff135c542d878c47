"""The drops of a trust judged side by side, each in a process of its own.

A drop is read and measured without the one before it, and that is nearly all of its time; only its
judgements ask what the one before it came to. So each begins at once, and waits where it has to;
where there are more processors than drops, its measures are worked out side by side as well.
What a process has judged it leaves in the project's cache. Whatever has come of that, the run asks
for each drop as it always does: what is not there is judged then, and a fault is told as ever.
"""

from __future__ import annotations

import importlib
import sys
from functools import partial
from pathlib import Path

from goldenthread.batch.beside import Beside
from goldenthread.batch.measuring import compute_side_by_side, processors
from goldenthread.batch.warm_parents import can_be_forked
from goldenthread.judged import JudgedDrop
from goldenthread.measures.catalogue import all_measures
from goldenthread.pipeline import Compute, drops_to_judge, judge_drop, kept_drop
from goldenthread.project import Project, find_drop_folder
from goldenthread.sources.spec import load_sources

# Each holds all the rows of its drop while it judges, so never more than keep the processors busy.
AT_ONCE = processors() + 1


def judged_for_run(folder: Path) -> JudgedDrop:
    """The judged drop in `folder`, with the drops before it: what is kept, else judged anew."""
    kept = kept_drop(folder)
    if kept is not None:
        return kept
    *earlier, _newest = drops_to_judge(folder)
    if sys.platform != "linux" or not can_be_forked():
        return judge_drop(folder)
    _have_at_hand(folder)
    compute = _with_its_share_of_processors(1 + len(earlier))
    with Beside() as beside:
        for drop in earlier:
            beside.begin(partial(_judge, beside, drop, compute))
        _wait(beside, len(earlier) - AT_ONCE)
        before = partial(_wait, beside, len(earlier) - 1)
        return judge_drop(folder, when_measured=before if earlier else None, compute=compute)


def _with_its_share_of_processors(drops: int) -> Compute:
    """How each of so many drops that are judged at once works out its measures."""
    return partial(compute_side_by_side, processes=max(1, processors() // drops))


def _have_at_hand(folder: Path) -> None:
    """What each drop needs whatever is in it is loaded before they part, and not by each of them:
    the measures, the sources, and the part of scipy that takes as long as both."""
    importlib.import_module("scipy.special")
    all_measures()
    load_sources(Project.around(find_drop_folder(str(folder))).params / "sources")


def _judge(beside: Beside, drop: Path, compute: Compute) -> bytes:
    """In a forked process, where only the older drops are known."""
    older = len(beside)
    _wait(beside, older - AT_ONCE)
    judge_drop(drop, when_measured=partial(_wait, beside, older - 1), compute=compute)
    return b""


def _wait(beside: Beside, number: int) -> None:
    """Until the process with that number, from 0, has ended; there is none below 0."""
    if number >= 0:
        beside.heard(number)
