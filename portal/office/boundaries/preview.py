"""What a preview shows: a line for each feature, and a map of what is new, what changes and what was there."""

from typing import Any

from django.utils.translation import gettext as _

from portal.territory.boundaries.drawing import drawing
from portal.territory.boundaries.planning import BoundaryPlanStep
from portal.territory.boundaries.report import ADDED, CHANGED, CREATED, UNCHANGED, WORDS, FeatureOutcome

WIDTH = 640
#: SVG attributes: half-transparent, for light and dark; the number in each shape and the word tell it, too
FILLS = {CREATED: "#2b8a3e", ADDED: "#1c7ed6", CHANGED: "#e67700", UNCHANGED: "#868e96"}
MOST_NUMBERS = 200  # in the shapes: with more of them nothing could be read
ORDER = list(WORDS)


def report_lines(outcomes: list[FeatureOutcome]) -> list[dict[str, Any]]:
    """Return the report's lines (list of dict, as JSON stores them), what was refused first."""
    rows = sorted(outcomes, key=lambda outcome: (ORDER.index(outcome.action), outcome.number))
    return [
        {"number": row.number, "action": row.action, "title": row.title, "details": [*row.details()]} for row in rows
    ]


def with_words(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return lines of a report with the word for each action in the active language."""
    return [{**line, "word": WORDS[line["action"]]} for line in lines]


def counts_of(outcomes: list[FeatureOutcome]) -> dict[str, int]:
    """Return {action: how many}."""
    counts = {}
    for outcome in outcomes:
        counts[outcome.action] = counts.get(outcome.action, 0) + 1
    return counts


def boundary_run_tallies(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Return [(word, number)] of {action: how many}, the refused first."""
    return [(WORDS[action], counts[action]) for action in ORDER if counts.get(action)]


def look_of(step: BoundaryPlanStep) -> str:
    """Return the action (str) as the map shows it: only a change of the shape is seen there."""
    return UNCHANGED if step.outcome.action == CHANGED and not step.former else step.outcome.action


def map_of(steps: list[BoundaryPlanStep]) -> dict[str, Any] | None:
    """Return {view_box, shapes, former, legend} of the Steps that have a shape, or None when none has."""
    drawn = [step for step in steps if step.sound and not step.is_refused]
    before = [step for step in drawn if step.former]
    features = [(step, step.sound.geometry) for step in drawn] + [(step, step.former) for step in before]
    found = drawing(((number, geometry) for number, (_step, geometry) in enumerate(features)), WIDTH)
    if found is None:
        return None
    shapes = [
        {
            "d": shape.d,
            "x": shape.centre_x,
            "y": shape.centre_y,
            "fill": FILLS[look_of(step)],
            "label": f"{step.outcome.number}. {step.place.name}: {step.outcome.word}",
            "number": step.outcome.number if len(drawn) <= MOST_NUMBERS else "",
        }
        for shape, step in zip(found.shapes, drawn, strict=False)
    ]
    actions = {look_of(step) for step in drawn}
    return {
        "view_box": found.view_box,
        "shapes": shapes,
        "former": [shape.d for shape in found.shapes[len(drawn) :]],
        "legend": [{"word": WORDS[action], "fill": fill} for action, fill in FILLS.items() if action in actions],
        "label": _("Mapa de los límites del archivo; la tabla dice lo mismo."),
    }
