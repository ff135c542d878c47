"""Charts: each shows itself in the report with its finding as the title, and returns its axes."""

from goldenthread.charts.against_national import against_national
from goldenthread.charts.categories import category_history
from goldenthread.charts.drawing import show_again
from goldenthread.charts.gap import gap
from goldenthread.charts.golden_thread import golden_thread
from goldenthread.charts.grids import checklist, coverage_grid, roles
from goldenthread.charts.intervals import intervals
from goldenthread.charts.milestones import milestones
from goldenthread.charts.money import budget, spending
from goldenthread.charts.risks import ageing, risk_map
from goldenthread.charts.skills import skills
from goldenthread.charts.style import use_style
from goldenthread.charts.surveys import survey
from goldenthread.charts.terms import by_term
from goldenthread.charts.terms_of_office import terms_of_office

__all__ = [
    "against_national",
    "ageing",
    "budget",
    "by_term",
    "category_history",
    "checklist",
    "coverage_grid",
    "gap",
    "golden_thread",
    "intervals",
    "milestones",
    "risk_map",
    "roles",
    "show_again",
    "skills",
    "spending",
    "survey",
    "terms_of_office",
    "use_style",
]
