"""What a column is about, where its title alone may be read in more than one way."""

from __future__ import annotations

from collections.abc import Mapping

# By the column's key, whatever the source.
_MEANINGS: Mapping[str, str] = {
    "advertised": "The day on which the post was advertised.",
    "appointed_by": "Who appointed the member: members, trustees, parents, staff.",
    "authorised": "Sessions of authorised absence.",
    "body": "Which board or committee the row is about.",
    "completed": "When it was completed.",
    "data_point": "Which round of the year: Autumn 1, Spring 2.",
    "disadvantaged": "How many of them are held by pupils with pupil premium.",
    "done_on": "The day on which it was done; empty until then.",
    "due": "By when it was to be done.",
    "educational_activity": "Sessions of approved educational activity elsewhere.",
    "employee_id": "The number by which the payroll knows the person.",
    "entered": "How many grades were entered.",
    "evidence": "Which document shows it, and where it is kept.",
    "filled_fte": "How much of the post is filled: 1 for full time, 0 while it is vacant.",
    "fte": "1 for full time, 0.5 for half.",
    "headcount": "Pupils on roll at the January census, sole and dual main registrations.",
    "held": "The day on which it was held; empty where it was planned and not held.",
    "impact_review": "The day on which its effect was looked at.",
    "in_place": "Whether the item is there: yes, in part, or no.",
    "item": "One thing that is to be in place.",
    "judged_by": "The role of whoever judged; no name.",
    "judgement": "The step of the scale, by its name.",
    "last_reported": "The day of the last report on it to a board.",
    "leaving_date": "Empty while the pupil is on roll.",
    "left": "The last day in post; empty for those still in post.",
    "occasion": "What was held: a meeting, a review, a visit.",
    "owner": "The role of whoever sees to it.",
    "papers": "The day on which the papers were sent.",
    "pathway": "The kind of leadership role.",
    "people": "How many people the check is required for.",
    "place": "The school's name; the trust's where it is about the trust as a whole.",
    "planned": "The day for which it was planned.",
    "possible": "Sessions (half days) that the pupil could have attended.",
    "present": "Sessions attended, those late before the register closed among them.",
    "quorate": "Whether enough members were there to decide.",
    "recorded_by": "The role of whoever wrote this row; no name.",
    "reference": "The number by which the plan or the register knows the row.",
    "requirement": "What is required, in words.",
    "residual_impact": "How bad it would be, after controls.",
    "residual_likelihood": "How likely it is, after controls.",
    "inherent_impact": "How bad it would be, before controls.",
    "inherent_likelihood": "How likely it is, before controls.",
    "revised_due": "The new date, where the first was put off.",
    "school": "Which school the row is about.",
    "staff_group": "Which group of staff the person or the row belongs to.",
    "start": "The first day of it.",
    "started": "The first day in post.",
    "term_end": "The day on which the term of office ends.",
    "term_start": "The day of appointment.",
    "trust_objective": "The number or short name of the part of the trust's plan that it serves.",
    "unauthorised": "Sessions of unauthorised absence.",
    "updated": "The day on which somebody last looked at this row.",
    "upn": "The pupil's number, by which exports are joined. It appears in no report.",
    "vacant_since": "Empty while the post or seat is filled.",
    "year_group": "The pupil's or the row's year group.",
}  # fmt: skip
# Where a key means something else in one source.
_OF_SOURCE: Mapping[tuple[str, str], str] = {
    ("staff_survey", "completed"): "When the answer was sent.",
    ("pupil_survey", "completed"): "When the answer was sent.",
    ("parent_survey", "completed"): "When the answer was sent.",
    ("staff_survey", "started"): "When the answer was begun.",
    ("pupil_survey", "started"): "When the answer was begun.",
    ("parent_survey", "started"): "When the answer was begun.",
    ("scr", "complete"): "For how many of them the check is recorded.",
    ("qa_visits", "judgement"): "What the visit found.",
    ("deep_dives", "judgement"): "What the deep dive found.",
    ("meetings", "meeting"): "The day of the meeting.",
    ("training", "hours"): "Hours that it took.",
    ("tracking", "due"): "By when grades were to be uploaded.",
    ("skills_audit", "completed"): "When the member filled in the audit.",
    ("improvement_plans", "priority"): "The priority in the words of the school's plan.",
    ("training", "place"): "The school, or the board, that the person belongs to.",
    ("governors", "role"): "Trustee, governor, parent governor; Vacant for an empty seat.",
}


def meaning(source: str, key: str) -> str:
    """A sentence; "" where the title says all that there is to say."""
    return _OF_SOURCE.get((source, key)) or _MEANINGS.get(key, "")
