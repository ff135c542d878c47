"""A rating as it is shown: word, shape and colour together, never fewer."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.display.markup import Code, Display, call, element, escape, markup
from goldenthread.judgement.rating import Rating

# In a box of 10 by 10. A shape for each colour; every state that is no colour is an open ring, but
# what does not apply is a dash: nothing is open there.
_SHAPES = {
    Rating.GREEN: '<circle cx="5" cy="5" r="4.6" fill="currentColor"/>',
    Rating.AMBER: '<path d="M5 .6 9.8 9.4H.2z" fill="currentColor"/>',
    Rating.RED: '<path d="M5 0 10 5 5 10 0 5z" fill="currentColor"/>',
    Rating.DOES_NOT_APPLY: '<path d="M.8 5h8.4" stroke="currentColor" stroke-width="1.7"/>',
}
_RING = '<circle cx="5" cy="5" r="3.9" fill="none" stroke="currentColor" stroke-width="1.7"/>'
_IN_TEXT = {
    Rating.GREEN: "●",
    Rating.AMBER: "▲",
    Rating.RED: "◆",
    Rating.DOES_NOT_APPLY: "–",
}


def tone(rating: Rating | None) -> str:
    """`green`, `amber`, `red`, `apart` or `state`: the class that colours a mark."""
    if rating is Rating.DOES_NOT_APPLY:
        return "apart"
    return rating.value.lower() if rating is not None and rating.is_colour else "state"


def before(previous: Rating | None) -> str:
    """`was amber`, `did not apply`; nothing where there is no rating before. What was not yet due
    may have been so for its results alone, long after the day that the plan prints."""
    if previous is Rating.DOES_NOT_APPLY:
        return "did not apply"
    if previous is Rating.NOT_YET_DUE:
        return "was not judged yet"
    return f"was {previous.value[0].lower()}{previous.value[1:]}" if previous is not None else ""


@dataclass(frozen=True, repr=False)
class RatingMark(Display):
    """A rating, and beside it the one of the previous drop. `word` is shown instead of the
    rating's own word where a group of states is meant ("Not judged")."""

    rating: Rating
    previous: Rating | None = None
    word: str = ""

    @property
    def label(self) -> str:
        return self.word or self.rating.value

    def text(self) -> str:
        was = before(self.previous)
        return f"{_IN_TEXT.get(self.rating, '○')} {self.label}" + (f" ({was})" if was else "")

    def html(self) -> str:
        shape = _SHAPES.get(self.rating, _RING)
        svg = f'<svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">{shape}</svg>'
        mark = element("span", svg + escape(self.label), f"gt-rating gt-{tone(self.rating)}")
        was = before(self.previous)
        return mark + (" " + element("span", escape(was), "gt-was") if was else "")

    def expression(self) -> Code:
        return call(
            "gt-rating", self.label, tone=tone(self.rating), was=before(self.previous) or None
        )

    def typst(self) -> str:
        return markup(self.expression())
