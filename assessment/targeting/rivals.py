"""A company against two named rivals in one segment: totals, the margin, and the rating that it suggests.

The points follow the scoring rule that Strategy& published for its right-to-win exercise. How a margin becomes a
rating is this product's own proposal.
"""

from assessment.model import (
    RATINGS,
    RIVALS,
    ElementKind,
    Player,
    RivalElement,
    RivalFinding,
    RivalRules,
    RivalScorecard,
)


def finding_of(rules: RivalRules, scorecard: RivalScorecard) -> RivalFinding:
    """What follows from a comparison. Elements of a kind that the rules do not have are not looked at."""
    known = [(kind, each) for each in scorecard.elements if (kind := rules.kind(each.kind))]
    unnamed = tuple(player for player in RIVALS if not scorecard.names.get(player))
    lacking = tuple((kind, short) for kind in rules.kinds if (short := _short_of(kind, scorecard)) > 0)
    unrated = sum(len(Player) - len(each.ratings) for _, each in known)
    if unnamed or lacking or unrated:
        return RivalFinding(scorecard, unnamed, lacking, unrated)
    totals = {player: sum(points_of(kind, each, player) for kind, each in known) for player in Player}
    margin = totals[Player.OWN] - max(totals[player] for player in RIVALS)
    return RivalFinding(scorecard, (), (), 0, totals, margin, suggested(rules, margin))


def points_of(kind: ElementKind, element: RivalElement, player: Player) -> int:
    """What an element counts for a player, who must be rated on it."""
    return kind.points(element.ratings[player])


def suggested(rules: RivalRules, margin: int) -> int:
    """The rating that a margin to the best rival suggests."""
    return min(RATINGS) + sum(1 for least in rules.margins if margin >= least)


def _short_of(kind: ElementKind, scorecard: RivalScorecard) -> int:
    return kind.least - sum(1 for each in scorecard.elements if each.kind == kind.id)
