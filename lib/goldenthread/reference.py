"""The reference pages under docs/, written from the declarations and the register of measures.

`python -m goldenthread.reference` writes them; a test holds that the committed ones are current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from goldenthread.agreement import measures_of
from goldenthread.declaration import load
from goldenthread.exports_reference import exports_reference
from goldenthread.judgement.rules_in_words import rule_in_words, set_because
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.definition import parts_of
from goldenthread.measures.registry import Measure
from goldenthread.plan import Criterion, Plan, Section, Test
from goldenthread.plans_reference import plans_page
from goldenthread.project import Project
from goldenthread.reference_tables import WRITTEN, sources_in_words, table
from goldenthread.settings import SETTINGS
from goldenthread.sources.spec import load_sources
from goldenthread.trust import Trust
from goldenthread.wording import join_words

_COUNTS = {
    "pupils": "pupils",
    "staff": "staff",
    "pupil answers": "answers of pupils",
    "staff answers": "answers of staff",
    "parent answers": "answers of parents",
    "people": "people",
    "things": "things (no group is too small to show)",
}


def criteria_table(plan: Plan, trust: Trust, register: Mapping[str, Measure]) -> str:
    """Every criterion of a plan with what decides it, as a Markdown page."""
    parts = [
        f"# The criteria of the {plan.title}",
        WRITTEN,
        f"How each of the {len(plan.criteria)} criteria of {trust.name} is decided: the measure, "
        "the rule and the exports it is computed from. A criterion takes the worst colour of its "
        "tests. The plan's text and rules stand in "
        f"[{plan.plan}.yml](../params/plans/{plan.plan}.yml), the thresholds that it leaves open "
        f"in [{trust.trust}.yml](../params/trusts/{trust.trust}.yml), and what each measure means "
        "in [measures.md](measures.md).",
    ]
    for section in plan.objectives:
        parts.append(f"## {plan.called(section)}: {section.short_title}")
        parts.append(f"*{section.title}* Notebook: `{section.notebook}`.")
        parts.append(table(_HEADS, _rows(section, plan, trust, register)))
        reasons = _reasons(section, trust, register)
        if reasons:
            parts += ["Why the thresholds are what they are:", "\n".join(reasons)]
    return "\n\n".join(parts) + "\n"


_HEADS = ("Criterion", "Judged for", "Measure", "Rule", "Exports")


def _rows(
    section: Section, plan: Plan, trust: Trust, register: Mapping[str, Measure]
) -> Iterator[tuple[str, ...]]:
    """One row for each test; a criterion's own cells stand on its first row."""
    for criterion in section.criteria:
        own = (f"**{criterion.number}** {criterion.text}", _judged_for(criterion))
        for test in criterion.tests:
            rule = rule_in_words(test, criterion, plan, trust, None, register)
            yield (*own, *_measured(test, register), rule, _exports(test, register))
            own = ("", "")


def _reasons(section: Section, trust: Trust, register: Mapping[str, Measure]) -> list[str]:
    """A line for each threshold that says why it is what it is; the same reason is given once."""
    lines: dict[str, dict[str, None]] = {}
    for criterion in section.criteria:
        for test in criterion.tests:
            why = set_because(test, criterion, trust, None)
            if why:
                titles = join_words([register[name].title for name in measures_of([test])])
                lines.setdefault(why, {})[f"**{criterion.number}** {titles}".rstrip()] = None
    return [f"- {join_words(list(where))}: {why}" for why, where in lines.items()]


def _judged_for(criterion: Criterion) -> str:
    schools, trust = "school" in criterion.levels, "trust" in criterion.levels
    text = "each school" if schools and not trust else "the trust"
    if schools and trust:
        pooled = "from its own figure" if criterion.trust == "pooled" else "from its schools"
        text = f"each school; the trust {pooled}"
    terms = " and ".join(criterion.judged_in)
    return f"{text}; in the {terms} drop" if terms else text


def _measured(test: Test, register: Mapping[str, Measure]) -> tuple[str]:
    """The measures by title and id, linked to their definitions."""
    names = measures_of([test])
    if not names:
        return ("the criteria named in the rule",)
    return ("; ".join(f"[{register[name].title}](measures.md#{name})" for name in names),)


def _exports(test: Test, register: Mapping[str, Measure]) -> str:
    names = measures_of([test])
    if not names:
        return "those of the criteria counted"
    return "; ".join(dict.fromkeys(sources_in_words(register[name]) for name in names))


def measures_reference(register: Mapping[str, Measure]) -> str:
    """Every measure with its definition, as a Markdown page."""
    parts = [
        "# Measures",
        WRITTEN,
        f"The {len(register)} figures that the suite computes, by the name under which a plan "
        "asks for them. Where a measure has two ways, the first for which the drop holds the "
        "exports is used.",
    ]
    for name in sorted(register):
        parts += _measure(register[name])
    return "\n\n".join(parts) + "\n"


def _measure(measure: Measure) -> list[str]:
    """The definition, then its facts: unit, denominator, exclusions, interval, publication."""
    defined = parts_of(measure.definition)
    better = {"higher": "; higher is better", "lower": "; lower is better"}.get(measure.better, "")
    facts = [
        ("Unit", f"{measure.unit}{better}"),
        ("Denominator", defined.denominator),
        ("Leaves out", defined.leaves_out),
        ("Interval", defined.interval),
        ("Counts", _COUNTS[measure.counts]),
        ("For", "the trust only" if measure.trust_only else ""),
        ("Publication", measure.publication or "none; a measure of this suite"),
        ("Exports", sources_in_words(measure)),
    ]
    lines = "\n".join(f"- {name}: {_ended(said)}" for name, said in facts if said)
    return [f"## {measure.id}", f"**{measure.title}.** {defined.text}", lines]


def _ended(said: str) -> str:
    return said if said.endswith(".") else f"{said}."


def settings_reference() -> str:
    """Every setting that a trust may give, as a Markdown page."""
    intro = (
        "What a trust's YAML may say under `settings:`. Each is read by the measures that need it; "
        "`goldenthread check` warns of a setting that nothing reads."
    )
    rows = [(f"`{name}`", text) for name, text in SETTINGS.items()]
    return "\n\n".join(["# Settings", WRITTEN, intro, table(("Setting", "Meaning"), rows)]) + "\n"


def pages(project: Project) -> dict[Path, str]:
    """Every page that the declarations and the register are enough for, by its path."""
    register = all_measures()
    plan = load(project.params / "plans" / "amethyst-2020-2023.yml", Plan)
    trust = load(project.params / "trusts" / "amethyst.yml", Trust)
    docs = project.root / "docs"
    return {
        docs / "criteria.md": criteria_table(plan, trust, register),
        docs / "measures.md": measures_reference(register),
        docs / "exports.md": exports_reference(load_sources(project.params / "sources")),
        docs / "settings.md": settings_reference(),
    }


def main() -> None:
    """Write every page; the one of the plans judges the drops of the demonstration."""
    project = Project.around(Path.cwd())
    judged = {project.root / "docs" / "plans.md": plans_page(project)}
    for path, text in (pages(project) | judged).items():
        path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()
