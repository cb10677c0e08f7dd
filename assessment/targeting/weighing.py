"""The weights that an organisation gives the criteria instead of those in the file of the rules.

A criterion that weighs nothing counts in no mean; one that knocks out still does. Weights are agreed before anything
is rated, as McDonald and Dunbar advise: weights chosen afterwards can be chosen for what comes out.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from assessment.model import OwnWeights, Portfolio, Side, TargetingRules
from assessment.rounding import percent
from assessment.wording import number_word

# What a weight is counted in.
WHOLE = 10_000
SIDE_WORDS = {Side.ATTRACTIVENESS: "attractiveness", Side.RIGHT_TO_WIN: "the right to win"}


def weights_of(rules: TargetingRules) -> dict[str, int]:
    """The weight of every criterion in ten-thousandths, by id."""
    return {criterion.id: criterion.parts for criterion in rules.criteria}


def weighted(rules: TargetingRules, weights: Mapping[str, int], locked_at: datetime | None) -> TargetingRules:
    """The rules with an organisation's own weights, in ten-thousandths by criterion; the others keep theirs.

    Weights that come to those of the file leave the rules as they are.
    """
    shipped = as_shipped(rules)
    criteria = tuple(replace(c, weight=Fraction(weights.get(c.id, c.parts), WHOLE)) for c in shipped.criteria)
    if criteria == shipped.criteria:
        return shipped
    own = OwnWeights(tuple(criterion.weight for criterion in shipped.criteria), locked_at)
    return replace(shipped, criteria=criteria, own_weights=own)


def as_shipped(rules: TargetingRules) -> TargetingRules:
    """The rules with the weights of their file."""
    if rules.own_weights is None:
        return rules
    pairs = zip(rules.criteria, rules.own_weights.shipped, strict=True)
    return replace(rules, criteria=tuple(replace(c, weight=weight) for c, weight in pairs), own_weights=None)


def problems(rules: TargetingRules, side: Side, weights: Mapping[str, int]) -> list[str]:
    """What keeps these weights of one side, in ten-thousandths, from being used, each in a sentence."""
    criteria = rules.of(side)
    if set(weights) != {criterion.id for criterion in criteria}:
        return ["These are not the criteria that segments are rated by; reload the page."]
    found = []
    if any(not 0 <= weight <= WHOLE for weight in weights.values()):
        found.append("Every weight lies between 0 and 100 %.")
    if (total := sum(weights.values())) != WHOLE:
        weighs = percent(Fraction(total, WHOLE))
        found.append(f"The weights of {SIDE_WORDS[side]} sum to {weighs}; they must sum to 100 %.")
    elif not any(weights[criterion.id] for criterion in criteria if not criterion.needs_revenue):
        names = " or ".join(f"“{criterion.name}”" for criterion in criteria if not criterion.needs_revenue)
        found.append(f"Planned segments could not be judged: give some weight to {names}.")
    return found


def own_weights_words(rules: TargetingRules, portfolio: Portfolio) -> str:
    """That the weights are the organisation's own, since when they are locked, and what the shipped ones would change.

    Nothing where these are the shipped ones. Names of segments are in it.
    """
    own = rules.own_weights
    if own is None:
        return ""
    locked = "not locked yet" if own.locked_at is None else f"locked on {own.locked_at.day} {own.locked_at:%B %Y}"
    return f"Own weights, {locked}; {_otherwise_words(portfolio)}"


def _otherwise_words(portfolio: Portfolio) -> str:
    count = len(portfolio.otherwise)
    if not count:
        return "the shipped ones would give no segment another zone."
    named = "; ".join(f"“{one.segment}” in “{one.shipped}”, not “{one.zone}”" for one in portfolio.otherwise)
    noun = "segment" if count == 1 else "segments"
    return f"the shipped ones would give {number_word(count)} {noun} another zone: {named}."
