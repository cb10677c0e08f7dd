"""What is said of how near a segment is, in plain text for `printed` or `opened.plain`."""

from assessment.model import AdjacencyFinding, AdjacencyRules, CapabilityStep
from assessment.targeting.explaining_adjacency import coverage_words
from assessment.wording import number_word, sentence_start


def is_begun(finding: AdjacencyFinding) -> bool:
    """Whether anything was said."""
    return bool(finding.test.capabilities or finding.test.changes)


def still_open(finding: AdjacencyFinding) -> str:
    """What keeps a verdict from being given: `rate 3 more`; nothing where there is one."""
    if not finding.test.capabilities:
        return "name the capabilities that it needs"
    return f"rate {finding.unsaid} more" if finding.unsaid else ""


def gaps(number: int) -> str:
    """`one critical gap`."""
    return f"{number_word(number)} critical gap{'s' * (number != 1)}"


def kinds(number: int) -> str:
    """`two kinds of change`."""
    return f"{number_word(number)} {'kind' if number == 1 else 'kinds'} of change"


def on_card(rules: AdjacencyRules, finding: AdjacencyFinding) -> str:
    """The outcome in one sentence, or what is still open; nothing where nothing was said."""
    if not is_begun(finding):
        return ""
    if finding.verdict is None or finding.coverage is None:
        return f"Whether it is within reach is not tested to the end: {still_open(finding)}."
    said = f"coverage {coverage_words(rules, finding.coverage)}, {gaps(len(finding.critical))}"
    return f"Within reach? {finding.verdict.name}: {said}, {kinds(finding.distance or 0)}."


def cheapest(rules: AdjacencyRules, finding: AdjacencyFinding) -> str:
    """Which single capability, raised by how much, would change the verdict, or why none would."""
    if finding.verdict is None or finding.verdict == rules.verdicts[0]:
        return ""
    if finding.steps:
        step = finding.steps[0]
        name, have = step.capability.name, step.capability.have
        return (
            f"Cheapest step: “{name}” from {have} to {step.to}, which makes it “{step.verdict.name}” "
            f"with a coverage of {coverage_words(rules, step.coverage)}."
        )
    nearer = rules.verdicts[rules.verdicts.index(finding.verdict) - 1]
    if nearer.changes is not None and (finding.distance or 0) > nearer.changes:
        changes = sentence_start(kinds(finding.distance or 0))
        return f"{changes} are too many for “{nearer.name}”, whatever is built."
    return "No single capability would change this."


def step_row(rules: AdjacencyRules, step: CapabilityStep) -> tuple[str, str, str]:
    """A step as a row: the capability, from what to what, the verdict and the coverage then."""
    then = f"{step.verdict.name}, {coverage_words(rules, step.coverage)}"
    return step.capability.name, f"{step.capability.have} to {step.to}", then


def steps_title(finding: AdjacencyFinding) -> str:
    """How many capabilities alone would change the verdict."""
    count = len(finding.steps)
    noun = "capability alone" if count == 1 else "capabilities, each alone,"
    return f"{sentence_start(number_word(count))} {noun} would change this"
