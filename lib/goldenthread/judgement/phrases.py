"""How a sentence speaks of each measure.

`{of}` stands for the count ("21 of 23", "all 12"), `{value}` for the value in its unit, `{number}`
for the value without it, `{over}` for the days that people stayed over, where the figure has them,
`{are}`, `{have}` and `{were}` for the verb that the count asks for, and `{details[Grade]}` for a
detail of the figure by its name.
A measure without a phrase is named by its title, with a colon. A pair is said of a yes and of a no.
"""

from __future__ import annotations

Phrase = str | tuple[str, str]  # of two, the first where the answer is yes

_TESTED = {
    "reading": "reading",
    "maths": "maths",
    "gps": "grammar, punctuation and spelling",
}
_SUBJECTS = ("reading", "writing", "maths")
_AT_KEY_STAGE_1 = {
    "expected": "reached the expected standard",
    "greater_depth": "worked at greater depth",
}
PHRASES: dict[str, Phrase] = {
    # governance
    "seats_filled": "{of} seats {are} filled",
    "systems_live": "{of} systems of the trust {are} live",
    "systems_common": "{of} systems {are} the same at every school",
    "risks_reviewed": "{of} risks with a date of review {were} reviewed by it",
    "governor_training": "{of} required training modules {are} complete and in date",
    "governor_knowledge": "governors rate their knowledge of trust matters at {number} out of 5",
    "skills_covered": "{of} required skills {are} covered",
    "oversight_in_place": "{of} key areas {have} a system in place that governors use",
    # standards
    "attainment_8": "Attainment 8 is {value}",
    "progress_8": "Progress 8 is {value}",
    "english_maths_5": "{of} pupils achieved grade 5 or above in English and maths",
    "english_maths_4": "{of} pupils achieved grade 4 or above in English and maths",
    "ebacc_aps": "the EBacc average point score is {value}",
    "ebacc_entry": "{of} pupils entered the EBacc",
    "teaching_judged_green": "{of} visits to lessons {were} judged green",
    "cpd_offer_published": "{of} areas {have} a published programme of staff development",
    "cpd_impact_evaluated": "the impact of {of} courses was evaluated",
    "network_actions_closed": "{of} actions agreed by subject networks {are} closed with evidence",
    "network_meetings_held": "{of} planned subject network meetings {were} held",
    "network_attendance": "{of} places at subject network meetings {were} taken up",
    "tracking_on_time": "{of} uploads to the tracking system {were} on time",
    "tracking_complete": "{of} grades in the tracking system {are} entered",
    "trust_aims_served": "improvement plans take up {of} aims of the trust",
    "priorities_linked": "{of} priorities of improvement plans name an aim of the trust",
    # wellbeing
    "suspension_rate": "there were {number} suspensions per 100 pupils",
    "exclusion_rate": "there were {number} permanent exclusions per 100 pupils",
    "incident_rate": "there were {number} incidents of negative behaviour per 100 pupils",
    "staff_wellbeing": "{value} of staff answers about wellbeing are favourable",
    "pupil_wellbeing": "{value} of pupils’ answers about wellbeing are favourable",
    "wellbeing_training": "{of} staff attended wellbeing training in the last 12 months",
    "wellbeing_courses": "{of} kinds of wellbeing course {were} run this year",
    "support_awareness": "{of} staff who answered know what support is available",
    "pshe_in_place": "{of} year groups {have} their full provision for PSHE",
    "pshe_links": "{of} subjects {have} links to PSHE in their curriculum map",
    "leadership_pathways": "{of} pathways of pupil leadership {have} pupils in them",
    "overall_absence": "overall absence is {value}",
    "persistent_absence": "{of} pupils {are} persistently absent",
    # staff development
    "pay_grades_published": "{of} pay grades {have} published expectations",
    "assessment_understood": (
        "{of} staff who answered understand how assessment fits the curriculum"
    ),
    "curriculum_common_known": "{of} staff who answered know what of the curriculum is common",
    "training_sufficient": "{of} staff who answered {have} had the training they need",
    "internal_appointments": "{of} appointments {were} made from within the trust",
    "admin_staff_trained": "{of} posts of administrative staff {have} their training complete",
    "leadership_posts": "{number} full-time equivalents of leaders are filled",
    "shared_resources": "{of} subjects {have} their shared resources in place",
    "assessments_common": "{of} assessments {were} due on the same day at every school",
    "results_discussed": "results were discussed in time after {of} data points",
    "expectations_understood": "{of} staff who answered understand what is expected at their grade",
    "plan_priorities_with_cpd": "{of} improvement plan priorities include staff development",
    "plan_quality": "the trust’s review found {of} quality criteria of improvement plans met",
    "plans_on_format": "{of} improvement plans {are} in the trust’s format",
    "priorities_begun": "an intervention was begun for {of} improvement plan priorities",
    "priorities_costed": "{of} improvement plan priorities {have} a cost in the budget",
    "priorities_from_data": "{of} improvement plan priorities name the data they rest on",
    "priorities_moved": "the outcome of {of} improvement plan priorities has moved as wanted",
    "cpd_offer_roles": "{of} groups of staff {have} a published offer of development",
    "retention": "{of} teachers and leaders (full-time equivalent) stayed{over}",
    # finance
    "audit_opinion_clean": (
        "the auditor’s opinion is unqualified and the accounts were submitted on time",
        "the audit was not completed without qualification and on time",
    ),
    "audit_actions_on_time": "{of} audit actions that fell due {are} closed",
    "packs_on_time": "{of} monthly packs of accounts reached the chair on time",
    "packs_to_trustees": "the accounts went to trustees {of} times due so far",
    "office_posts_filled": "{of} office posts (full-time equivalent) {are} filled",
    "office_trained": "{of} office staff {have} completed their training",
    "office_support": "{of} staff who answered say the office supports them well",
    "handbook_met": "{of} duties of the handbook that apply {are} met",
    # curriculum
    "curriculum_maps": "{of} parts of the curriculum maps {are} complete",
    "curriculum_statements": "{of} subjects state intent, implementation and impact",
    "assessment_plans": "{of} subjects {have} an assessment plan against age-related expectations",
    "subject_leadership": "{of} subjects {have} leadership judged a strength",
    # promises and commitments
    "teachers_consistently_good": "{of} teachers visited {were} judged good throughout",
    "development_programmes": "{of} teachers who joined a year ago or more {have} a development "
    "plan",
    "ofsted_good_or_chosen": ("{details[Judged]}", "{details[Judged]}"),
    "first_preferences_above_pan": "{details[First preferences]} first preferences for "
    "{details[Places (PAN)]} places, a difference of {value}",
    "above_former_floor": (
        "Progress 8 of {details[Progress 8]} is not below the former floor",
        "Progress 8 of {details[Progress 8]} is below the former floor",
    ),
    "progress_8_to_good_schools": "Progress 8 against the mean of "
    "{details[Schools graded good]} schools graded good is {value}",
    "attainment_8_to_good_schools": "Attainment 8 against the mean of "
    "{details[Schools graded good]} schools graded good is {value}",
    "line_managers_trained": "{of} line managers {are} trained in appraisal",
    "targets_agreed": "{of} pupils of Year 11 {have} a target",
    "syllabi_common": "{of} subjects {have} one syllabus at all secondary academies",
    "job_share_considered": "a job share was considered for {of} posts before advertising",
    "objectives_set": "{of} staff {have} appraisal objectives",
    "forecast_balance": "the balance forecast for the year is {value}",
    "leaders_trained": "{of} heads and senior leaders {have} had the training",
    "applications_per_vacancy": "there were {number} applications for each vacancy",
    "subjects_kept": "{of} subjects of last year {are} still taught",
    "subject_hours_kept": "{of} subjects {have} no fewer hours than last year",
    "risks_linked": "{number} of the risks on the academy’s own register {are} linked to the "
    "trust’s",
    "linked_risks_mitigated": "{of} risks linked to the trust’s say how they are mitigated",
    "local_governors": "the local governing body has {number} governors",
    "meetings_held": "{number} meetings were held this year",
    "calendar_kept": "{of} meetings of the calendar {were} held on their day",
    "papers_in_time": "the papers of {of} meetings went out in time",
    "governor_induction": "{of} new governors completed their induction in their first year",
    # categories and risk assessments
    "category_strands": "{of} strands of evidence {have} a finding of the last twelve months "
    "behind the category",
    "category_reviewed": "{of} parts of the yearly review of the category {are} in place",
    "risk_assessments_held": "{of} half-termly risk assessments that were due {were} held",
    "risk_findings_reported": "{of} risk assessments {were} reported to the local governing body",
    "risk_score": "the mean risk score after controls is {value}",
    # money
    "in_year_balance": "the balance of the year so far is {value}",
    "cumulative_balance": "the cumulative balance is {value}",
    "staff_cost_share": "staff costs are {value} of income",
    # primary schools
    "ks2_expected": "{value} of pupils reached the expected standard in reading, writing and maths",
    "ks2_higher": "{value} of pupils reached the higher standard in reading, writing and maths",
    "ks2_science_expected": "{value} of pupils reached the expected standard in science",
    "ks2_writing_expected": "{value} of pupils reached the expected standard in writing",
    "ks2_writing_higher": "{value} of pupils worked at greater depth in writing",
    **{
        f"ks2_{subject}_{level}": f"{{value}} of pupils reached the {level} standard in {name}"
        for subject, name in _TESTED.items()
        for level in ("expected", "higher")
    },
    **{
        f"ks1_{subject}_{level}": f"{{value}} of pupils {reached} in {subject} at key stage 1"
        for subject in _SUBJECTS
        for level, reached in _AT_KEY_STAGE_1.items()
    },
    **{f"ks2_{subject}_progress": f"progress in {subject} is {{value}}" for subject in _SUBJECTS},
    # the gap between disadvantaged pupils and others
    "gap_attainment_8": "the disadvantage gap in Attainment 8 is {value}",
    "gap_progress_8": "the disadvantage gap in Progress 8 is {value}",
    **{
        f"gap_english_maths_{grade}_in_school": f"the disadvantage gap in grade {grade} or above "
        "in English and maths within the school is {value}"
        for grade in (5, 4)
    },
    "gap_ebacc_aps_in_school": "the disadvantage gap in English Baccalaureate points within the "
    "school is {value}",
    "gap_ks2_expected": "the disadvantage gap at the expected standard is {value}",
    "gap_ks2_expected_in_school": "the disadvantage gap at the expected standard within the school "
    "is {value}",
    "gap_ks2_higher": "the disadvantage gap at the higher standard is {value}",
    **{
        f"gap_ks2_{subject}_progress": f"the disadvantage gap in {subject} progress is {{value}}"
        for subject in _SUBJECTS
    },
    "ks5_a_level_points": "the average points of an A level entry are {value}",
}
# Of an academy without anything that a measure could count.
OF_NOTHING: dict[str, str] = {
    "risks_linked": "there is no risk of an academy’s own on the register",
}
# Of one group of a measure, where "for the group, ..." would not say it; `{group}` is the group,
# `{name}` the same with its capital.
OF_A_GROUP: dict[str, Phrase] = {
    "curriculum_statements": "{of} subjects state their {group}",
    "leadership_posts": "{name}: {number} filled, in full-time equivalents",
    "systems_common": (
        "every school has the same live system for {group}",
        "the schools do not all have the same live system for {group}",
    ),
    "systems_live": "the system for {group} is live at {of} schools",
}

# Of a group that is one thing, of which "1 of 1" would be no English: in place, and not.
OF_ONE: dict[str, tuple[str, str]] = {
    "cpd_offer_published": (
        "the programme of staff development for {group} is published",
        "the programme of staff development for {group} is not published",
    ),
    "systems_live": ("the system for {group} is live", "the system for {group} is not live"),
}
