"""Amethyst's establishment: every post of its two schools and of the trust office."""

from __future__ import annotations

import datetime as dt

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, YEAR
from goldenthread.demo.chance import chance
from goldenthread.demo.exports.establishment import Post, office_posts, secondary_posts
from goldenthread.demo.exports.staffing import Turnover
from goldenthread.demo.profile import TRUST_OFFICE

_TRUST_POSTS = (
    ("Chief executive", "Leadership"),
    ("Chief finance officer", "Leadership"),
    ("Trust HR lead", "Office"),
    ("HR officer", "Office"),
    ("Payroll officer", "Office"),
    ("Finance manager", "Office"),
    ("Finance officer", "Office"),
    ("Finance assistant", "Office"),
    ("Trust data manager", "Office"),
    ("Governance professional", "Office"),
    ("Estates manager", "Office"),
    ("IT network manager", "Office"),
)
# Per cent of the posts that change hands in a year, by place and year of leaving.
_LEAVING = {
    ALDERSLEY.name: (0.13, 0.10, 0.10),
    MORETON.name: (0.15, 0.18, 0.20),
    TRUST_OFFICE: (0.09, 0.09, 0.09),
}
# Posts that stood empty: the last day of who left, and when the next one came, if anyone did.
_EMPTIED = {
    (TRUST_OFFICE, "Finance officer"): (dt.date(2021, 10, 31), dt.date(2022, 5, 3)),
    (MORETON.name, "Teacher of Music"): (dt.date(2021, 12, 31), None),
    (MORETON.name, "Teacher of Food"): (dt.date(2022, 4, 30), None),
}
TURNOVER = Turnover(YEAR, _LEAVING, _EMPTIED)


def establishment(seed: int) -> list[Post]:
    """Every post of both schools and of the trust office."""
    rng = chance(seed, "establishment")
    posts = [
        post
        for school in (ALDERSLEY, MORETON)
        for post in secondary_posts(rng, school, smaller=school is MORETON)
    ]
    return [*posts, *office_posts(_TRUST_POSTS)]
