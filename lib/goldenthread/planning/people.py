"""Who a plan says is responsible, and who monitors: nobody, or a board that does not meet."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.errors import Finding
from goldenthread.plan import Criterion, Section
from goldenthread.planning.monitoring import bodies_in, meets, unknown_bodies
from goldenthread.planning.planned import Planned, criteria_of, named
from goldenthread.trust import Body
from goldenthread.wording import join_words


def responsibility(planned: Planned) -> Iterator[Finding]:
    nobody = [
        criterion
        for section in planned.plan.objectives
        for criterion in section.criteria
        if not criterion.responsible and not section.responsible
    ]
    if nobody and len(nobody) == len(planned.plan.criteria) > 1:
        yield planned.warning(
            "nobody-responsible",
            f"nobody is responsible for any of the plan's {len(nobody)} criteria",
            "Say who, by responsible, at the criterion or for the whole section, unless the "
            "document names nobody.",
        )
    elif nobody:
        yield planned.warning(
            "nobody-responsible", f"nobody is responsible for {criteria_of(nobody)}",
            "Say who, by responsible, at the criterion or for the whole section; leave it out "
            "where the document names nobody.",
        )  # fmt: skip
    without = [
        action.id for action in planned.plan.actions if not (action.responsible or action.paused)
    ]
    if without:
        what = "actions" if len(without) > 1 else "action"
        yield planned.warning(
            "action-without-owner", f"nobody is responsible for {what} {named(without)}",
            "Say who, by responsible.",
        )  # fmt: skip


def bodies(planned: Planned) -> Iterator[Finding]:
    """Monitoring by a body that the trust has not, or that does not meet in the plan's years."""
    idle: dict[str, list[Criterion | str]] = {}
    unknown: dict[tuple[str, str], list[Criterion | str]] = {}
    for section in planned.plan.objectives:
        for row, text in _monitored(section):
            for body in bodies_in(text, planned.trust):
                if not meets(body, planned.plan):
                    idle.setdefault(body.id, []).append(row)
            for found in unknown_bodies(text, planned.trust):
                unknown.setdefault(found, []).append(row)
    for (part, fix), rows in unknown.items():
        yield planned.warning(
            "unknown-body",
            f"‘{part}’ is to monitor {named(rows)}, and the trust has no body of that name",
            f"{fix} Add the name to bodies in {planned.trust_file}, as a body or an alias.".strip(),
        )  # fmt: skip
    yield from _idle(idle, planned)


def _idle(rows: dict[str, list[Criterion | str]], planned: Planned) -> Iterator[Finding]:
    """A warning for the bodies that do not meet; those that are to monitor the same share one."""
    alike: dict[tuple[str, bool], list[Body]] = {}
    for body in planned.trust.bodies:
        if body.id in rows:
            alike.setdefault((named(rows[body.id]), bool(body.meetings)), []).append(body)
    for (what, has_meetings), bodies_alike in alike.items():
        names = join_words([body.name for body in bodies_alike])
        one = len(bodies_alike) == 1
        none = "lies in the plan's years" if has_meetings else "is declared"
        yield planned.warning(
            "body-does-not-meet",
            f"{names} {'is' if one else 'are'} to monitor {what}, and no meeting of "
            f"{'it' if one else 'them'} {none}",
            f"Give the dates under bodies, meetings in {planned.trust_file}.",
        )


def _monitored(section: Section) -> Iterator[tuple[Criterion | str, str]]:
    for criterion in section.criteria:
        yield criterion, criterion.monitored_by or section.monitored_by
    for action in section.actions:
        yield action.id, action.monitoring
