"""Which boards and committees a plan's words speak of, and which of them meet in its years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.errors import did_you_mean
from goldenthread.plan import Plan
from goldenthread.sources.spelling import bare
from goldenthread.trust import Body, Trust

# What is called so is a body, and should be one of the trust's.
_CALLED = re.compile(
    r"\b(?:board|committee|governing bod(?:y|ies)|lgbs?|working group|council|sub-?committee)\b",
    re.IGNORECASE,
)
# "The local governing body" of a plan is every school's.
_LOCAL = re.compile(r"\b(?:(?:local )?governing bod(?:y|ies)|lgbs?)\b", re.IGNORECASE)
# Before a "Board" that is the trust's own; "Bishops Board" is somebody else's.
_NO_NAME = frozenset({
    "a", "all", "an", "and", "annual", "at", "by", "each", "every", "for", "from", "full", "in",
    "mat", "monthly", "next", "of", "on", "or", "our", "per", "regular", "termly", "the", "through",
    "to", "trust", "trustee", "trustees", "via", "weekly", "whole", "with", "yearly",
})  # fmt: skip
_PARTS = re.compile(r"[;,/]|\band\b|\bto\b|\bthrough\b|\bvia\b|\. ")


def bodies_in(text: str, trust: Trust) -> tuple[Body, ...]:
    """The bodies that a text names, by any of their names, in the order of the trust's file."""
    rest = bare(text)
    known = [
        (bare(name), body) for body in trust.bodies for name in (body.name, *body.aliases) if name
    ]
    found: set[str] = set()
    # Longest first: "Audit and Risk Committee" is not the "Risk Committee".
    for name, body in sorted(known, key=lambda pair: -len(pair[0])):
        pattern = rf"(?<![^\W_]){re.escape(name)}(?![^\W_])"
        if re.search(pattern, rest) and (not _CALLED.fullmatch(name) or _alone(name, text, trust)):
            rest = re.sub(pattern, " ; ", rest)
            found.add(body.id)
    if _LOCAL.search(rest):
        found |= {body.id for body in trust.bodies if body.kind == "local"}
    return tuple(body for body in trust.bodies if body.id in found)


def _alone(word: str, text: str, trust: Trust) -> bool:
    """Whether "Board" stands by itself somewhere, and not only at the end of a longer name."""
    ours = _NO_NAME.union(bare(trust.name).split(), (trust.trust,))
    before = re.findall(rf"(?i)(?:([\w'’-]+)\s+)?\b{re.escape(word)}\b", text)
    return any(not one[:1].isupper() or bare(one) in ours for one in before)


def unknown_bodies(text: str, trust: Trust) -> Iterator[tuple[str, str]]:
    """Each part of a text that speaks of a board or committee and names none of the trust's, and
    the nearest that there is."""
    names = [name for body in trust.bodies for name in (body.name, *body.aliases)]
    # Not at every "and": it also stands inside names.
    strange = [piece for piece in re.split("[;/]", text) if not bodies_in(piece, trust)]
    for part in (part for piece in strange for part in _PARTS.split(piece)):
        if _CALLED.search(part):
            yield part.strip(" ."), did_you_mean(part.strip(" ."), names) if names else ""


def meets(body: Body, plan: Plan) -> bool:
    """Whether a meeting of the body lies in the plan's years."""
    return any(plan.starts <= day <= plan.ends for day in body.meetings)
