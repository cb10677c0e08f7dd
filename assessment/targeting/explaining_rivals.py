"""One explanation per figure of a comparison with rivals: which ratings, which points, which rule."""

from collections.abc import Mapping
from itertools import pairwise

from assessment.model import RATINGS, RIVALS, Explanation, Par, Player, RivalElement, RivalFinding, RivalRules, Term
from assessment.targeting.rivals import points_of
from assessment.wording import listed, sentence_start

PAR_WORDS = {Par.BELOW: "below par", Par.AT: "at par", Par.ABOVE: "above par"}
OWN = "Your company"


def player_name(finding: RivalFinding, player: Player) -> str:
    """What a player is called: rivals by their names."""
    return OWN if player is Player.OWN else finding.scorecard.names[player]


def explain(rules: RivalRules, finding: RivalFinding) -> dict[str, Explanation]:
    """The explanations of all figures of a complete comparison: `total/own` and its like, `margin`, `suggested`."""
    explained = [*(_total(rules, finding, player) for player in Player), _margin(finding), _suggested(rules, finding)]
    return {one.figure: one for one in explained}


def _total(rules: RivalRules, finding: RivalFinding, player: Player) -> Explanation:
    elements = [(each, points) for each in finding.scorecard.elements if (points := _points(rules, each, player))]
    terms = tuple(_term(rules, each, player) for each in finding.scorecard.elements if rules.kind(each.kind))
    parts = "".join(f" {'-' if points < 0 else '+'} {abs(points)}" for _, points in elements).removeprefix(" + ")
    arithmetic = f"{parts.strip() or '0'} = {finding.totals[player]}"
    rule = f"{_points_rule(rules)} {rules.source}."
    return Explanation(f"total/{player.value}", f"Points of {player_name(finding, player)}", terms, arithmetic, rule)


def _points(rules: RivalRules, element: RivalElement, player: Player) -> int:
    kind = rules.kind(element.kind)
    return points_of(kind, element, player) if kind else 0


def _term(rules: RivalRules, element: RivalElement, player: Player) -> Term:
    kind = rules.kind(element.kind)
    noun = f"{kind.noun}, " if kind else ""
    return Term(element.name, f"{noun}{PAR_WORDS[element.ratings[player]]}", str(_points(rules, element, player)), "")


def _points_rule(rules: RivalRules) -> str:
    """What each rating of each kind counts."""
    said = (
        f"{kind.noun} {listed(f'{word} {kind.points(par)}' for par, word in reversed(PAR_WORDS.items()))}"
        for kind in rules.kinds
    )
    return f"{sentence_start('; '.join(said))}."


def _margin(finding: RivalFinding) -> Explanation:
    own, best = finding.totals[Player.OWN], max(finding.totals[rival] for rival in RIVALS)
    terms = tuple(Term(player_name(finding, p), "", str(total), "") for p, total in finding.totals.items())
    less = f"({best})" if best < 0 else str(best)
    rule = "The own total less that of the better rival."
    return Explanation("margin", "Margin to the best rival", terms, f"{own} - {less} = {finding.margin}", rule)


def _suggested(rules: RivalRules, finding: RivalFinding) -> Explanation:
    ranges = margin_ranges(rules)
    assert finding.suggested is not None, "the comparison is complete"
    arithmetic = f"margin {finding.margin}, {ranges[finding.suggested]}: {finding.suggested}"
    rule = f"{'; '.join(f'{rating}: {words}' for rating, words in ranges.items())}. {rules.own_choice}."
    return Explanation("suggested", "What the margin suggests", (), arithmetic, rule)


def margin_ranges(rules: RivalRules) -> Mapping[int, str]:
    """The margins that suggest each rating, in words."""
    between = (f"from {low} to {high - 1}" if low < high - 1 else str(low) for low, high in pairwise(rules.margins))
    words = [f"{rules.margins[0] - 1} or less", *between, f"{rules.margins[-1]} or more"]
    return dict(zip(RATINGS, words, strict=True))
