"""What changed since an earlier page, for the page, the terminal and `--json`."""

from dataclasses import asdict
from typing import Any, Final

from westphalia.report.changes import Changes, VerdictMoved
from westphalia.report.kept import KeptFigure, KeptScenario
from westphalia.report.tables import Row, Table, label
from westphalia.wording import counted, listed

_SHOWN: Final = 8


def change_lines(found: Changes) -> tuple[str, ...]:
    """The differences in sentences, the most important first."""
    if found.nothing:
        return ("Nothing: the same reports, figures, verdicts, levers, data and version, and the same results.",)
    lines = [f"What could have moved a number: {listed(found.causes)}." if found.causes else ""]
    lines += [_named("Reports added", found.reports_added), _named("Reports gone", found.reports_gone)]
    lines.append(_edited_line(found))
    lines += [_named("Figures changed", [_figure_apart(was, now) for was, now in found.figures_changed])]
    lines += [_named("Figures added", [f"{f.printed} ({f.concerns})" for f in found.figures_added])]
    lines += [_named("Figures gone", [f"{f.printed} ({f.concerns})" for f in found.figures_gone])]
    lines += [_named("Levers added", [s.title for s in found.scenarios_added])]
    lines += [_named("Levers gone", [s.title for s in found.scenarios_gone])]
    lines += [_named("Levers changed", [s.title for s, _ in found.scenarios_changed])]
    lines.append(_verdict_line(found))
    lines.append(_number_line(found))
    return tuple(line for line in lines if line)


def _named(head: str, names: Any) -> str:
    items = list(names)
    return f"{head}: {'; '.join(items)}." if items else ""


def _edited_line(found: Changes) -> str:
    """Reports of the same name whose text changed, and how many figures changed with it."""
    if not found.reports_edited:
        return ""
    figures = counted(len(found.figures_changed), "figure") if found.figures_changed else "no figure"
    return f"{listed(found.reports_edited)}: same name, text changed; {figures} changed."


def _figure_apart(was: KeptFigure, now: KeptFigure) -> str:
    if was.concerns == now.concerns:
        return f"{was.printed} → {now.printed} ({now.concerns})"
    return f"{was.printed} ({was.concerns}) → {now.printed} ({now.concerns})"


def _verdict_line(found: Changes) -> str:
    other = [one for one in found.verdicts if not one.same_word]
    kept = len(found.verdicts) - len(other)
    said = f"Verdicts changed on {counted(len(other), 'figure')}." if other else "No verdict changed."
    return f"{said} The verdict stayed and its finding changed on {counted(kept, 'figure')}." if kept else said


def _number_line(found: Changes) -> str:
    parts = [f"{counted(len(found.numbers), 'number')} moved as written." if found.numbers else "No number moved."]
    if not found.numbers and not found.same_results:
        parts.append("The results differ beyond the digits shown.")
    if found.on_one_page:
        parts.append(f"{counted(found.on_one_page, 'number')} of scenarios on both pages on one page alone.")
    return " ".join(parts)


def print_lines(found: Changes) -> tuple[str, ...]:
    """What the terminal says: the sentences, every verdict that changed, and the first numbers that moved."""
    lines = [f"What changed since {found.earlier}", *change_lines(found)]
    moved = found.numbers[:_SHOWN]
    whys = dict.fromkeys([*(one.why for one in found.verdicts), *(one.why for one in moved)])
    each = len(whys) > 1
    lines += [
        f"“{v.printed}”, {v.concerns}: {_stayed(v)}{v.was} → {v.now}{_because(v.why, each)}" for v in found.verdicts
    ]
    lines += [f"{n.scenario}: {n.what}: {n.was} → {n.now} ({n.by}){_because(n.why, each)}" for n in moved]
    if len(found.numbers) > _SHOWN:
        lines.append(f"and {len(found.numbers) - _SHOWN} more on the page")
    lines += [f"Why: {why}." for why in whys] if not each else []
    return tuple(lines)


def _stayed(verdict: VerdictMoved) -> str:
    """Said of a verdict whose word is the same and whose finding is another."""
    return "same verdict, another finding: " if verdict.same_word else ""


def _because(why: str, each: bool) -> str:
    """The reason of one difference, where not all have the same."""
    return f": {why}" if each else ""


def _apart(one: KeptScenario, other: KeptScenario) -> str:
    """The levers of a scenario that another version of it lacks; all of them where their words are the same."""
    own = [words for words in one.levers if words not in other.levers]
    return " ".join(own or (["–"] if set(one.levers) < set(other.levers) else one.levers))


def change_tables(found: Changes) -> tuple[Table, ...]:
    """Verdicts that changed, numbers that moved, levers before and after; those that hold something."""
    tables = (
        Table(
            "changed-verdicts", "Verdicts and findings that changed", "Figure", ("was", "is", "why"),
            tuple(
                Row(v.printed, (label(v.was), label(v.now), label(v.why)), note=_verdict_note(v))
                for v in found.verdicts
            ),
        ),
        Table(
            "changed-levers", "Levers that changed: what stands on one page alone", "Scenario", ("was", "is"),
            tuple(
                Row(now.title, (label(_apart(was, now)), label(_apart(now, was))))
                for was, now in found.scenarios_changed
            ),
        ),
        Table(
            "changed-numbers", "Numbers that moved", "Number", ("was", "is", "by", "why"),
            tuple(
                Row(n.what, (label(n.was), label(n.now), label(n.by), label(n.why)), note=n.scenario)
                for n in found.numbers
            ),
            note="As written on both pages, with ranges; by: the change of the number shown first.",
        ),
    )  # fmt: skip
    return tuple(table for table in tables if table.rows)


def _verdict_note(verdict: VerdictMoved) -> str:
    return f"{verdict.concerns}; same verdict, another finding" if verdict.same_word else verdict.concerns


def changes_json(found: Changes) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "since": found.earlier,
        "nothing": found.nothing,
        "version": {"was": found.version[0], "is": found.version[1]},
        "same_results": found.same_results,
        "causes": list(found.causes),
        "tables": list(found.tables),
        "reports": {
            "added": list(found.reports_added),
            "gone": list(found.reports_gone),
            "edited": list(found.reports_edited),
        },
        "figures": {
            "added": [f.model_dump(mode="json") for f in found.figures_added],
            "gone": [f.model_dump(mode="json") for f in found.figures_gone],
            "changed": [
                {"was": was.model_dump(mode="json"), "is": now.model_dump(mode="json")}
                for was, now in found.figures_changed
            ],
        },
        "verdicts_changed": [_was_is(asdict(v)) for v in found.verdicts],
        "scenarios": {
            "added": [s.title for s in found.scenarios_added],
            "gone": [s.title for s in found.scenarios_gone],
            "changed": [s.title for s, _ in found.scenarios_changed],
        },
        "numbers_moved": [_was_is(asdict(n)) for n in found.numbers],
        "on_one_page": found.on_one_page,
    }


def _was_is(row: dict[str, Any]) -> dict[str, Any]:
    return {"is" if key == "now" else key: value for key, value in row.items()}
