"""What is said of a comparison with rivals, in plain text for `printed` or `opened.plain`."""

from assessment.model import RIVALS, Criterion, Player, RivalElement, RivalFinding, Segment
from assessment.targeting.explaining_rivals import player_name
from assessment.wording import counted, listed, sentence_start


def is_begun(finding: RivalFinding) -> bool:
    """Whether anything was said."""
    return bool(finding.scorecard.names or finding.scorecard.elements)


def still_open(finding: RivalFinding) -> str:
    """What keeps a comparison from being complete, as in `name 1 rival and rate 3 more`; nothing for a complete one."""
    missing = [f"name {counted(len(finding.unnamed), 'rival')}"] if finding.unnamed else []
    missing += [f"add {short} to “{kind.name}”" for kind, short in finding.lacking]
    missing += [f"rate {finding.unrated} more"] if finding.unrated else []
    return listed(missing)


def outcome(finding: RivalFinding) -> str:
    """Totals of the company and the best rival: `Against Alpha and Beta: 7 to 3`; the comparison is complete."""
    names = listed(player_name(finding, rival) for rival in RIVALS)
    best = max(finding.totals[rival] for rival in RIVALS)
    return f"Against {names}: {finding.totals[Player.OWN]} to {best}"


def leader(finding: RivalFinding) -> str:
    """Who leads; the comparison is complete."""
    names = [player_name(finding, player) for player in finding.leaders]
    if len(names) == 1:
        return f"{names[0]} leads"
    return f"{sentence_start(listed(names))} are level"


def suggestion(finding: RivalFinding, rated: int | None) -> str:
    """The rating that the margin suggests, against the one given."""
    if rated == finding.suggested:
        return f"the exercise suggests {finding.suggested}, as you rated"
    given = "you have not rated it yet" if rated is None else f"you rated {rated}"
    return f"the exercise suggests {finding.suggested}, {given}"


def on_card(finding: RivalFinding, criterion: Criterion, segment: Segment) -> str:
    """The outcome in one sentence, or what is still open; nothing where nothing was said."""
    if not is_begun(finding):
        return ""
    if finding.suggested is None:
        return f"The comparison with two rivals is not complete: {still_open(finding)}."
    return f"{outcome(finding)}; {suggestion(finding, segment.ratings.get(criterion.id))}."


def rated_words(element: RivalElement) -> str:
    """`2 of 3 rated`."""
    return f"{len(element.ratings)} of {len(Player)} rated"
