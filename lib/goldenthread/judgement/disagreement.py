"""Where an action's recorded status and what the data say of it do not go together.

A flag asks people to look again. It changes neither the status that they recorded nor the rating.
"""

from __future__ import annotations

from goldenthread.judgement.judgement import ActionState
from goldenthread.judgement.rating import Rating

_FLAGS = {
    (ActionState.DONE, Rating.RED): "recorded as done, and the data do not show it",
    (ActionState.DONE, Rating.AMBER): "recorded as done, and the data show it only in part",
    (ActionState.OVERDUE, Rating.GREEN): "still overdue, and the data already show it",
    (ActionState.STOPPED, Rating.GREEN): "recorded as stopped, and the data show it done",
}


def disagreement(state: ActionState, rating: Rating | None) -> str:
    """What does not go together, in words; "" where nothing does, or the data say nothing.

    An action that goes on, or is not due yet, may have any rating: nobody claims it is done.
    """
    return _FLAGS.get((state, rating), "") if rating is not None else ""
