"""An executed notebook put together by hand, with every kind of cell that a report meets."""

from __future__ import annotations

from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from goldenthread.display.criterion import CriterionHeading
from goldenthread.display.markup import Display
from goldenthread.display.opening import Opening
from goldenthread.display.ratings import RatingMark
from goldenthread.display.words import Heading, Prose
from goldenthread.judgement.rating import Rating

ABOUT = {
    "title": "Are attainment & progress rising?",
    "subtitle": "All schools",
    "trust": "Amethyst Academies Trust",
    "plan": "Strategic Plan 2020–2023",
    "drop": "Summer 2022",
    "as_of": "2022-08-31",
    "synthetic": True,
    "run_words": "run 1a2b3c4d",
    "language": "en-GB",
    "keywords": ["standards", "progress"],
    "description": "Objective 2 of the strategic plan",
    "entity": "trust",
    "page": "objective",
    "objective": "standards",
}


def shown(item: Display) -> Any:
    return new_output("display_data", data=item._repr_mimebundle_())


def opening(**about: Any) -> Any:
    given = {**ABOUT, **about}
    facts = (("", "All schools"), ("as at", "31 August 2022"))
    return shown(Opening("Objective 2", given["title"], facts, ("It is up.",), metadata=given))


def criterion() -> Any:
    mark = RatingMark(Rating.AMBER, Rating.RED)
    return shown(
        CriterionHeading("2.2", "Progress at or above national", mark, "One of two met it.")
    )


def executed(*outputs: Any, markdown: str = "", **about: Any) -> Any:
    """Opening, a criterion, `outputs` in one cell, then `markdown`, among cells left out."""
    return new_notebook(
        cells=[
            new_markdown_cell("# INTRODUCTION OF THE NOTEBOOK"),
            new_code_cell("drop = 'CODE'", metadata={"tags": ["parameters"]}),
            new_code_cell("drop = 'CODE'", metadata={"tags": ["injected-parameters"]}),
            new_code_cell("report = CODE()", outputs=[opening(**about)]),
            new_code_cell(
                "CODE",
                outputs=[
                    new_output("stream", name="stderr", text="STREAM"),
                    new_output("stream", name="stdout", text="STREAM"),
                    shown(Heading("What was found")),
                    criterion(),
                    *outputs,
                    new_output(
                        "execute_result",
                        data={"text/html": "<table>PLAIN FRAME</table>", "text/plain": "x"},
                    ),
                ],
            ),
            new_markdown_cell(markdown),
            new_code_cell(
                "CODE", metadata={"tags": ["analyst"]}, outputs=[shown(Prose("ANALYST ONLY"))]
            ),
        ]
    )
