"""Grades to points and slots, as small tables of a pupil's grades and what they come to."""

import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.measures.ks4_cohort import prior_band
from goldenthread.measures.ks4_qualifications import Discounted, load_qualifications, read_grade
from goldenthread.measures.ks4_scores import Entry, Scores, scores

DECLARED = load_qualifications(Path(__file__).parents[2] / "params")


def entries(text: str, year: str = "2021/22") -> list[Entry]:
    """`English Language 5, Sport L2D` as entries."""
    found = []
    for item in text.split(", "):
        header, grade = item.rsplit(" ", 1)
        name = DECLARED.subject(header)
        assert name, header
        subject = DECLARED.subjects[name]
        read = read_grade(DECLARED, year, subject, grade)
        assert read is not None, grade
        found.append(Entry(name, subject.slot, read.kind, read.points, read.taken))
    return found


def of(text: str, year: str = "2021/22") -> Scores:
    return scores(DECLARED.discounted_in(year), entries(text, year))


FULL = (
    "English Language 5, English Literature 6, Maths 7, Combined Science 5-4, History 6, "
    "French 3, Art 4, Sport L2D, Drama 2"
)

SLOTS = {
    # grades: English, maths, EBacc, open
    FULL: (12, 14, 6 + 4.5 + 4.5, 7 + 5 + 4),
    "English Language 5": (5, 0, 0, 0),
    "English Literature 5": (5, 0, 0, 0),
    "English Language 5, English Literature U": (10, 0, 0, 0),
    "English Language 5, English Literature X": (5, 0, 0, 0),
    "English Language 4, English Literature 8": (16, 0, 0, 4),
    "Maths 9": (0, 18, 0, 0),
    "Combined Science 9-8": (0, 0, 17, 0),
    "Combined Science 55": (0, 0, 10, 0),
    # the second half of a combined science may fill an open slot
    "Combined Science 4-4, History 9, Geography 8": (0, 0, 21, 4),
    "Biology 6, Chemistry 5, Physics 4, History 7, French 8": (0, 0, 21, 5 + 4),
    # the same content twice: the set that is worth more
    "Combined Science 6-6, Biology 7, Chemistry 2": (0, 0, 12, 0),
    "Combined Science 1-1, Biology 7, Chemistry 2, Physics 3": (0, 0, 12, 0),
    "Computer Science 6, Religious Studies 5": (0, 0, 6, 5),
    # at most three technical awards
    "Sport L2D*, Enterprise L2D, Health and Social Care L2M, Construction L2P": (
        *(0, 0, 0),
        8.5 + 7 + 5.5,
    ),
    # a technical award under an EBacc header does not fill an EBacc slot
    "Computing L2D": (0, 0, 0, 7),
    "Sport 5": (0, 0, 0, 5),
    "Sport D*2, Enterprise L1P": (0, 0, 0, 8.5 + 1.25),
    # two columns of one subject: the better
    "GCSE Art 3, Art and Design 6": (0, 0, 0, 6),
    "History U, Art X": (0, 0, 0, 0),
}


@pytest.mark.parametrize("grades", SLOTS)
def test_slots(grades: str) -> None:
    score = of(grades)
    assert (score.english, score.maths, score.ebacc, score.open) == SLOTS[grades]
    assert score.attainment_8 == sum(SLOTS[grades])


def test_an_overlap_is_data_and_may_hold_in_some_years_only() -> None:
    rule = Discounted.model_validate(
        {
            "why": "The same content.",
            "sets": [["physical_education"], ["btec_sport"]],
            "years": {"from": "2018/19", "until": "2021/22"},
        }
    )
    declared = DECLARED.model_copy(update={"discounted": (rule,)})
    grades = entries("PE 6, Sport L2D, Art 4")
    for year, points in (("2017/18", 17), ("2018/19", 11), ("2021/22", 11), ("2022/23", 17)):
        assert scores(declared.discounted_in(year), grades).open == points, year


@pytest.mark.parametrize(
    ("year", "average", "band"),
    [
        ("2021/22", 99.5, "Low prior attainment"),
        ("2021/22", 100.0, "Middle prior attainment"),
        ("2021/22", 109.5, "Middle prior attainment"),
        ("2021/22", 110.0, "High prior attainment"),
        ("2021/22", math.nan, "No key stage 2 results"),
        ("2020/21", 110.0, "High prior attainment"),
        ("2018/19", 110.0, None),  # levels then, no scaled scores
    ],
)
def test_bands_of_prior_attainment(year: str, average: float, band: str | None) -> None:
    assert prior_band(DECLARED.prior_bands(year), average) == band


@pytest.mark.parametrize(
    ("grades", "four", "five"),
    [
        ("Combined Science 5-5, History 5, French 5", True, True),
        ("Combined Science 5-4, History 5, French 5", True, False),
        ("Biology 5, Chemistry 5, Physics 1, History 5, French 5", True, True),
        ("Biology 9, Chemistry 4, Physics 4, History 9, French 9", True, False),
        ("Biology 9, Chemistry 9, History 9, French 9", False, False),  # two do not enter it
        ("Biology 5, Chemistry 1, Computing 5, History 4, French 8", True, False),
        ("Combined Science 9-9, History 3, French 9", False, False),
        ("Combined Science 9-9, History 3, Geography 5, French 9", True, True),
        ("Combined Science 9-9, History 9", False, False),
        ("Combined Science 9-9, History 9, French X", False, False),
    ],
)
@pytest.mark.parametrize(
    "english", ["Language 5, English Literature 1", "Language 3, Literature 6"]
)
def test_english_baccalaureate_achieved(english: str, grades: str, four: bool, five: bool) -> None:
    score = of(f"English {english}, Maths 5, {grades}")
    assert (score.ebacc_achieved(4), score.ebacc_achieved(5)) == (four, five)
    assert not of(f"English Language 9, Maths 9, {grades}").ebacc_achieved(4)
    assert not of(f"English {english}, Maths 3, {grades}").ebacc_achieved(4)


def test_letter_grades_belong_to_their_years() -> None:
    assert of("French A*", "2017/18").ebacc == 8.5
    assert of("French B", "2015/16").ebacc == 6
    french = DECLARED.subjects["french"]
    assert read_grade(DECLARED, "2021/22", french, "A") is None
    assert read_grade(DECLARED, "2021/22", french, "D") is None
    assert read_grade(DECLARED, "2021/22", french, "5+") is None


@pytest.mark.parametrize(
    ("grades", "four", "five"),
    [
        ("English Language 4, Maths 5", True, False),
        ("English Literature 5, Maths 5", True, True),
        ("English Language 3, English Literature 5, Maths 9", True, True),
        ("English Language 9, English Literature 9, Maths 3", False, False),
        ("Maths 9", False, False),
    ],
)
def test_english_and_maths(grades: str, four: bool, five: bool) -> None:
    score = of(grades)
    assert (score.english_and_maths(4), score.english_and_maths(5)) == (four, five)


BOTH = "English Language 5, English Literature 6, Maths 4"


@pytest.mark.parametrize(
    ("grades", "entered", "points"),
    [
        (f"{BOTH}, Combined Science 5-4, History 7, French 3", True, (6 + 4 + 9 + 7 + 3) / 6),
        (f"{BOTH}, Biology 5, Physics 6, Computing 8, History 7, French 3", True, 34 / 6),
        (f"{BOTH}, Biology 5, Physics 6, History 7, French 3", False, 20 / 6),
        (f"{BOTH}, Combined Science 5-4, History 7", False, 26 / 6),
        (
            "English Language 5, Maths 4, Combined Science 5-5, History 7, French 3",
            *(False, 24 / 6),
        ),
        (f"{BOTH}, Combined Science 5-5, Geography U, French 3", True, 23 / 6),
        (f"{BOTH}, Combined Science 5-5, Geography 5, French X", False, 25 / 6),
    ],
)
def test_english_baccalaureate(grades: str, entered: bool, points: float) -> None:
    score = of(grades)
    assert score.ebacc_entered == entered
    assert score.ebacc_points == pytest.approx(points)


REAL = Path(__file__).parents[3] / "shared/real/ks4_and_absence_2018_19/england_ks4provisional.csv"


@pytest.mark.skipif(not REAL.is_file(), reason="the department's file is not beside the project")
def test_published_baccalaureate_scores_are_sixths() -> None:
    """Of few pupils the sum of the published scores gives away what each is divided by."""
    found = pd.read_csv(REAL, dtype=str, encoding="latin-1", usecols=["TPUP", "EBACCAPS"])
    found = found.apply(pd.to_numeric, errors="coerce").dropna()
    found = found.query("6 <= TPUP <= 8 and EBACCAPS > 0.05")

    def explained(divisor: int) -> float:
        totals = found["EBACCAPS"] * found["TPUP"] * divisor
        return float(((totals - totals.round()).abs() <= 0.005 * found["TPUP"] * divisor).mean())

    assert explained(6) > 0.9
    assert explained(10) < 0.9  # tenths: fifths, where the two science grades are averaged


SUBJECTS = [name for name in DECLARED.subjects if name != "combined_science"]


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(SUBJECTS), st.integers(0, 9), max_size=14),
    st.sampled_from(SUBJECTS),
)
def test_no_grade_takes_anything_away(grades: dict[str, int], better: str) -> None:
    def total(held: dict[str, int]) -> float:
        taken = [Entry(n, DECLARED.subjects[n].slot, "gcse", g) for n, g in held.items()]
        score = scores(DECLARED.discounted, taken)
        assert 0 <= score.attainment_8 <= 90
        assert score.english <= 18
        assert score.ebacc <= 27
        assert score.open <= 27
        return score.attainment_8

    assert total({**grades, better: 9}) >= total(grades)
