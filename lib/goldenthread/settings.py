"""The settings that a trust's YAML may give, each read by one or two measures."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.errors import Finding, did_you_mean
from goldenthread.trust import Trust

SETTINGS: Mapping[str, str] = {
    "governor_modules": "Modules every governor has to complete, with the months each stays valid.",
    "required_skills": "Skills that every board needs, named as in the skills audit.",
    "skills_level": "The rating, 1 to 5, from which a member counts as having a skill.",
    "skills_people": "How many members of a board have to have each skill.",
    "knowledge_skill": "The line of the skills audit on what members know of the trust.",
    "oversight_areas": "Key areas that trustees and governors have to be able to monitor.",
    "oversight_months": "For how many months a report on a key area counts.",
    "cpd_areas": "Areas for which a programme of staff development is to be published.",
    "staff_groups": "Groups of staff that the offer of staff development has to reach.",
    "wellbeing_categories": "Categories of the training log that are about wellbeing.",
    "appraisal_courses": "What the training log calls training in appraisal, for line managers "
    "(appraisal, performance management).",
    "pshe_hours": "Hours a year of personal, social and health education for a year group.",
    "leadership_pathways": "Pathways of pupil leadership that every school is to offer.",
    "trustee_packs_a_year": "How often a year every trustee is to receive the management accounts.",
    "attendance_sub_codes": "Sub-codes of a school's own register, each with its national code.",
    "similar_schools": "How many similar schools a school is placed among; 50 unless set.",
    "staff_costs_leave_out": "Lines booked as staff costs that do not count as such: their codes, "
    "or words of their descriptions (agency supply).",
    "staff_costs_add": "Lines booked as other costs that count as staff costs, named likewise.",
    "risk_appetite": "The highest score after controls that is borne: one number for all risks, or "
    "one for each category of the register and one called other.",
    "regular_attendance": "The share of meetings, in per cent, that is most of them (75).",
    "papers_days": "How many days before a meeting its papers are to be sent (7).",
    "category_strands": "The strands of evidence that a school's category rests on, named as in "
    "the list of categories.",
    "category_flags": "When results speak against a category: for which categories, how many of "
    "which signs. It is printed on the category page and changes no category.",
    "leader_courses": "Training that every head and senior leader is to have.",
    "trust_aims": "The aims of the trust's plan, by the short names that improvement plans use.",
    "report_card_good": "The grade that every area of an Ofsted report card has to reach for the "
    "school to count as good.",
    "scale_colours": "Colours of steps that the plan's scales leave without one: scale, step, "
    "green, amber or red.",
    "trust_systems": "Systems that every school is to run on, named as areas of the register of "
    "systems (management information, finance, HR and payroll).",
    "results_meeting": "The board or committee that looks at results after each data point.",
    "results_meeting_days": "Within how many days of a data point it is to meet (14).",
    "trust_office": "What exports call the trust's own office.",
}


def unknown_settings(trust: Trust) -> tuple[Finding, ...]:
    """A warning for each setting that nothing reads: a misspelt one would leave its measure with
    the usual value, unnoticed."""
    return tuple(
        Finding(
            "warning",
            trust.file,
            f"settings: no measure reads a setting {name!r}",
            fix=did_you_mean(name, SETTINGS),
            rule="unknown setting",
        )
        for name in trust.settings
        if name not in SETTINGS
    )
