"""What is known of a segment beside its ratings, in words, and which ratings do not go together with it."""

from fractions import Fraction

from assessment.model import Criterion, Doubt, Fact, RatingCheck, Segment, SegmentFacts, SegmentStatus, TargetingRules
from assessment.rounding import percent
from assessment.wording import listed


def fact_of(facts: SegmentFacts, fact: Fact) -> Fraction | None:
    """The number of a fact; none where it is not known, and for what is no number."""
    return {
        Fact.PROFIT_SHARE: facts.profit_share,
        Fact.GROWTH: facts.growth,
        Fact.WIN_RATE: facts.win_rate,
        Fact.RETENTION: facts.retention,
        Fact.NAMED_RIVALS: None,
    }[fact]


def facts_words(criterion: Criterion, segment: Segment) -> str:
    """What was said of a segment that informs the rating of a criterion: `You said: growth 12 % a year.`"""
    said = [words for fact in criterion.facts if (words := _words(segment, fact))]
    return f"You said: {listed(said)}." if said else ""


def _words(segment: Segment, fact: Fact) -> str:
    number = fact_of(segment.facts, fact)
    if number is None:
        return ""
    match fact:
        case Fact.PROFIT_SHARE:
            return f"{percent(number)} of profit against {percent(segment.revenue_share)} of revenue"
        case Fact.GROWTH:
            return f"growth {percent(number)} a year"
        case Fact.WIN_RATE:
            return f"a win rate of {percent(number)}"
        case _:
            return f"{percent(number)} of customers kept a year"


def doubts(rules: TargetingRules, segment: Segment) -> tuple[Doubt, ...]:
    """The ratings that facts contradict, at most one finding a criterion, in the order of the rules.

    Ratings that do not count, as a planned segment has no revenue, are left out.
    """
    found: dict[str, Doubt] = {}
    count = {criterion.id for criterion in rules.applicable(segment.status)}
    for check in rules.rating_checks:
        if check.criterion in count and check.criterion not in found and (finding := _finding(check, segment)):
            found[check.criterion] = Doubt(check.criterion, finding)
    return tuple(found.values())


def _finding(check: RatingCheck, segment: Segment) -> str:
    """What is said where a check fires; nothing elsewhere."""
    rating, number = segment.ratings.get(check.criterion), fact_of(segment.facts, check.fact)
    if rating is None or number is None or not _is_rated_so(check, rating):
        return ""
    if check.of_revenue and (segment.status is SegmentStatus.PLANNED or not segment.revenue_share):
        return ""
    times = segment.revenue_share if check.of_revenue else Fraction(1)
    beyond = (check.above is not None and number > check.above * times) or (
        check.below is not None and number < check.below * times
    )
    if not beyond:
        return ""
    return check.finding.format(rating=rating, fact=percent(number), revenue=percent(segment.revenue_share))


def _is_rated_so(check: RatingCheck, rating: int) -> bool:
    from_, to = check.rated_from, check.rated_to
    return (from_ is None or rating >= from_) and (to is None or rating <= to)
