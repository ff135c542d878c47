"""How what needs attention is said in a few words: what falls short, and what a figure is about."""

from __future__ import annotations

# What falls short, said of a count: `4 of 10 audit actions that fell due are still open`.
# The noun is the plural; then what is said of one, and of several.
LACKING: dict[str, tuple[str, str, str]] = {
    "seats_filled": ("seats", "is vacant", "are vacant"),
    "governor_training": (
        "required governor training modules",
        "is missing or out of date",
        "are missing or out of date",
    ),
    "skills_covered": ("required skills", "is not covered", "are not covered"),
    "oversight_in_place": (
        "key areas",
        "is without a system that governors use",
        "are without a system that governors use",
    ),
    "teaching_judged_green": (
        "visits to lessons",
        "was not judged green",
        "were not judged green",
    ),
    "network_actions_closed": (
        "actions agreed by subject networks",
        "is not closed",
        "are not closed",
    ),
    "network_meetings_held": (
        "planned subject network meetings",
        "was not held",
        "were not held",
    ),
    "network_attendance": (
        "places at subject network meetings",
        "was not taken up",
        "were not taken up",
    ),
    "tracking_on_time": (
        "uploads to the tracking system",
        "was not on time",
        "were not on time",
    ),
    "tracking_complete": ("grades in the tracking system", "is missing", "are missing"),
    "wellbeing_training": (
        "staff",
        "has had no wellbeing training in a year",
        "have had no wellbeing training in a year",
    ),
    "wellbeing_courses": ("kinds of wellbeing course", "was not run", "were not run"),
    "pshe_in_place": (
        "year groups",
        "lacks its full provision for PSHE",
        "lack their full provision for PSHE",
    ),
    "pshe_links": ("subjects", "has no link to PSHE", "have no links to PSHE"),
    "leadership_pathways": ("leadership pathways", "has no pupils", "have no pupils"),
    "pay_grades_published": (
        "pay grades",
        "has no published expectations",
        "have no published expectations",
    ),
    "plan_priorities_with_cpd": (
        "improvement plan priorities",
        "includes no staff development",
        "include no staff development",
    ),
    "trust_aims_served": ("aims of the trust", "is not taken up", "are not taken up"),
    "priorities_linked": (
        "improvement plan priorities",
        "names no aim of the trust",
        "name no aim of the trust",
    ),
    "cpd_offer_published": (
        "areas",
        "has no published programme of development",
        "have no published programme of development",
    ),
    "cpd_offer_roles": ("groups of staff", "has no published offer", "have no published offer"),
    "audit_actions_on_time": (
        "audit actions that fell due",
        "is still open",
        "are still open",
    ),
    "packs_on_time": (
        "monthly packs of accounts",
        "did not reach the chair on time",
        "did not reach the chair on time",
    ),
    "office_posts_filled": ("office posts", "is vacant", "are vacant"),
    "office_trained": (
        "office staff",
        "has not completed the training",
        "have not completed their training",
    ),
    "handbook_met": ("duties of the handbook", "is not met", "are not met"),
    "curriculum_maps": (
        "parts of the curriculum maps",
        "is not complete",
        "are not complete",
    ),
    "curriculum_statements": (
        "subjects",
        "does not state intent, implementation and impact",
        "do not state intent, implementation and impact",
    ),
    "assessment_plans": (
        "subjects",
        "has no assessment plan against age-related expectations",
        "have no assessment plan against age-related expectations",
    ),
    "subject_leadership": (
        "subjects",
        "has leadership not judged a strength",
        "have leadership not judged a strength",
    ),
    "teachers_consistently_good": (
        "teachers visited",
        "was not judged good throughout",
        "were not judged good throughout",
    ),
    "development_programmes": (
        "teachers who joined a year ago or more",
        "has no development plan",
        "have no development plan",
    ),
    "job_share_considered": (
        "posts",
        "was advertised before a job share was considered",
        "were advertised before a job share was considered",
    ),
    "objectives_set": ("staff", "has no appraisal objectives", "have no appraisal objectives"),
    "leaders_trained": (
        "heads and senior leaders",
        "has not had the training",
        "have not had the training",
    ),
    "subjects_kept": ("subjects of last year", "is no longer taught", "are no longer taught"),
    "subject_hours_kept": ("subjects", "has fewer hours than last year", "have fewer hours"),
    "linked_risks_mitigated": (
        "risks linked to the trust’s",
        "does not say how it is mitigated",
        "do not say how they are mitigated",
    ),
    "calendar_kept": (
        "meetings of the calendar",
        "was not held on its day",
        "were not held on their day",
    ),
    "papers_in_time": ("meetings", "had its papers late", "had their papers late"),
    "governor_induction": (
        "new governors",
        "did not complete the induction in the first year",
        "did not complete their induction in the first year",
    ),
}

# What a figure is about, as the subject of "is below target" and "have risen"; True for a plural.
SUBJECTS: dict[str, tuple[str, bool]] = {
    "attainment_8": ("Attainment 8", False),
    "progress_8": ("Progress 8", False),
    "english_maths_5": ("The share with grade 5 in English and maths", False),
    "english_maths_4": ("The share with grade 4 in English and maths", False),
    "ebacc_aps": ("The EBacc average point score", False),
    "suspension_rate": ("Suspensions", True),
    "exclusion_rate": ("Permanent exclusions", True),
    "incident_rate": ("Incidents of negative behaviour", True),
    "staff_wellbeing": ("The share of staff answers that are favourable on wellbeing", False),
    "pupil_wellbeing": ("The share of pupils’ answers that are favourable on wellbeing", False),
    "support_awareness": ("Staff awareness of the support available", False),
    "expectations_understood": ("Staff understanding of what is expected at their grade", False),
    "office_support": ("Staff satisfaction with the office’s support", False),
    "governor_knowledge": ("Governors’ knowledge of trust matters", False),
    "cpd_impact_evaluated": ("The share of courses evaluated for impact", False),
    "retention": ("Staff retention", False),
    "overall_absence": ("Absence", False),
    "persistent_absence": ("Persistent absence", False),
    "progress_8_to_good_schools": ("Progress 8 against good schools", False),
    "attainment_8_to_good_schools": ("Attainment 8 against good schools", False),
}

# A difference of two counts: what there is more or fewer of, and than what.
BALANCES: dict[str, tuple[str, str]] = {
    "first_preferences_above_pan": ("first preferences", "places"),
}
