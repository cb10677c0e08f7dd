"""What the page on where to win says in sentences. All of it is plain text, for `printed` or `opened.plain`."""

from fractions import Fraction

from assessment.model import (
    Portfolio,
    SegmentFinding,
    SegmentStatus,
    TargetingRules,
    Zone,
)
from assessment.rounding import one_decimal, tenths, to_hundredths, two_decimals
from assessment.targeting.words import whole_percent
from assessment.wording import NUMBER_WORDS, counted, listed, number_word, sentence_start

HARD_SPACE = "\u00a0"
NEW = "new, no revenue yet"


def hard(text: str) -> str:
    """The text with numbers kept together with their per cent sign."""
    return text.replace(" %", f"{HARD_SPACE}%")


def by_spend(portfolio: Portfolio) -> list[tuple[int, SegmentFinding]]:
    """The findings with their places in the portfolio, most spend first."""
    return sorted(enumerate(portfolio.findings), key=lambda each: -each[1].segment.spend_share)


def title(portfolio: Portfolio) -> str:
    """The headline, or what keeps it from being said."""
    if portfolio.headline:
        return portfolio.headline
    open_ones = [one for one in portfolio.findings if one.zone is None]
    if open_ones:
        count = len(portfolio.findings)
        if len(open_ones) == count:
            return "Rate your segments to see where you can win"
        return f"{sentence_start(number_word(len(open_ones)))} of {counted(count, 'segment')} cannot be placed yet"
    only = portfolio.findings[0]
    return f"“{only.segment.name}” lies in “{zone_name(only)}”"


def zone_name(finding: SegmentFinding) -> str:
    """The zone in words."""
    return finding.zone.name if finding.zone else "not placed yet"


def measured(value: int, *borders: int) -> str:
    """A composite with one decimal, with two where one would put it on the other side of a border."""
    near = tenths(value) * 10
    crossed = any((value >= border) != (near >= border) or (value > border) != (near > border) for border in borders)
    return two_decimals(value) if crossed else one_decimal(value)


def right_to_win_words(rules: TargetingRules, value: int) -> str:
    """A right to win in words that leave no doubt about its zone."""
    return measured(value, rules.thresholds.near, rules.thresholds.right_to_win)


def attractiveness_words(rules: TargetingRules, value: int) -> str:
    """As `right_to_win_words`."""
    return measured(value, rules.thresholds.attractive)


def map_title(rules: TargetingRules, portfolio: Portfolio) -> str:
    """How many of those on the map hold a right to win, and whether that is more than opinion."""
    placed = [one for one in portfolio.findings if one.zone is not None]
    held = sum(1 for one in placed if one.has_right_to_win)
    known = len(placed) < len(NUMBER_WORDS)
    count, of_all = (sentence_start(number_word(held)), number_word(len(placed))) if known else (held, len(placed))
    number = "None" if not held else "All" if held == len(placed) else count
    of = f"{number} of {of_all} segments {'holds' if held == 1 else 'hold'} a right to win"
    if len(placed) == 1:
        of = f"The segment {'holds a' if held else 'holds no'} right to win"
    by_opinion = (portfolio.coverage or Fraction(0)) < rules.thresholds.evidence
    return f"{of}, mostly by opinion" if by_opinion else of


def on_map(rules: TargetingRules, finding: SegmentFinding) -> str:
    """What a marker stands for, without its name."""
    segment, parts = finding.segment, [zone_name(finding)]
    if finding.right_to_win is not None:
        parts.append(f"right to win {right_to_win_words(rules, finding.right_to_win)}")
    if finding.attractiveness is not None:
        parts.append(f"attractiveness {attractiveness_words(rules, finding.attractiveness)}")
    else:
        parts.append("attractiveness ranked, not rated")
    parts.append(f"{whole_percent(segment.spend_share)} of spend")
    parts.append(standing(finding))
    return ", ".join(parts)


def standing(finding: SegmentFinding) -> str:
    """How a segment stands on the map: with, without, or not yet with a right to win."""
    if finding.segment.status is SegmentStatus.PLANNED:
        return "planned, right to win expected" if finding.is_expected else "planned"
    return "right to win held" if finding.has_right_to_win else "right to win not held"


def map_alt(rules: TargetingRules, portfolio: Portfolio) -> str:
    """The finding, then every marker."""
    placed = [one for _, one in by_spend(portfolio) if one.zone is not None]
    return (
        f"{map_title(rules, portfolio)}. "
        + ". ".join(f"{one.segment.name}: {on_map(rules, one)}" for one in placed)
        + "."
    )


def money_parts(portfolio: Portfolio) -> list[tuple[str, str, Fraction]]:
    """The money line: figure, words and share, in its order; parts of nothing but the first and third are left out."""
    parts = (
        ("backed", "backed by a right to win", portfolio.backed, True),
        ("declared-bets", "declared bets", portfolio.declared_bets, False),
        ("unbacked", "unbacked", portfolio.unbacked, True),
        ("not-attributable", "not attributable to any segment", portfolio.not_attributable, False),
    )
    return [(figure, words, share) for figure, words, share, always in parts if share is not None and (share or always)]


def money_title(portfolio: Portfolio) -> str:
    """How much of the spend a right to win stands behind."""
    return f"{whole_percent(portfolio.backed)} of the spend is backed by a right to win"


def money_alt(portfolio: Portfolio) -> str:
    """The money line in one sentence."""
    parts = listed(f"{whole_percent(share)} {words}" for _, words, share in money_parts(portfolio))
    return f"Customer-facing spend from left to right: {parts}{close_part(portfolio)}."


def close_part(portfolio: Portfolio) -> str:
    """What of it is a close call; nothing where nothing is."""
    return f"; of all this {whole_percent(portfolio.close)} are close calls" if portfolio.close else ""


def zone_shares(rules: TargetingRules, portfolio: Portfolio) -> list[tuple[Zone, Fraction, Fraction]]:
    """Every zone with a segment in it, with its spend and its revenue, in the order of the rules."""
    found = []
    for zone in rules.zones:
        inside = [one.segment for one in portfolio.findings if one.zone == zone]
        if inside:
            spend = sum((each.spend_share for each in inside), Fraction(0))
            found.append((zone, spend, sum((each.revenue_share for each in inside), Fraction(0))))
    return found


def zone_title(rules: TargetingRules, portfolio: Portfolio) -> str:
    """Where most of the spend goes, against what comes back."""
    zone, spend, revenue = max(zone_shares(rules, portfolio), key=lambda each: each[1])
    return f"{whole_percent(spend)} of the spend is in “{zone.name}”, against {whole_percent(revenue)} of revenue"


def zone_alt(rules: TargetingRules, portfolio: Portfolio) -> str:
    """All zones with their shares."""
    shares = zone_shares(rules, portfolio)
    told = [f"{zone.name} {both_shares(spend, revenue)}" for zone, spend, revenue in shares]
    return f"{zone_title(rules, portfolio)}. {'; '.join(told)}."


def both_shares(spend: Fraction, revenue: Fraction) -> str:
    """Spend and revenue beside one another."""
    return f"{whole_percent(spend)} of spend, {whole_percent(revenue)} of revenue"


def shares_words(finding: SegmentFinding) -> str:
    """Both shares and what one is to the other."""
    segment = finding.segment
    spend = f"{whole_percent(segment.spend_share)} of spend"
    if finding.intensity is None:
        return f"{spend}: {NEW}"
    return f"{both_shares(segment.spend_share, segment.revenue_share)}: {times(finding)} its share of revenue"


def times(finding: SegmentFinding) -> str:
    """How many times its share of revenue a segment takes of the spend."""
    return "new" if finding.intensity is None else f"{one_decimal(to_hundredths(finding.intensity))} times"


def reasons_and_proof(rules: TargetingRules, finding: SegmentFinding) -> str:
    """Both halves of a right to win side by side, and the word for how they go together."""
    reasons, proof = finding.reasons, finding.proof
    if reasons is None or proof is None:
        return ""
    limit = rules.thresholds.right_to_win
    sides = f"Reasons {measured(reasons, limit)}, proof {measured(proof, limit)}"
    return f"{sides}: {_together(reasons >= limit, proof >= limit)}"


def _together(reasons: bool, proof: bool) -> str:
    if reasons and proof:
        return "the proof bears the reasons out"
    if reasons:
        return "a belief, as reasons lack proof"
    if proof:
        return "legacy or luck, as proof lacks reasons"
    return "neither carries a right to win"


def under_funded(finding: SegmentFinding) -> str:
    """Where too little may be spent; nothing elsewhere."""
    if not finding.is_under_funded:
        return ""
    segment = finding.segment
    revenue, spend = whole_percent(segment.revenue_share), whole_percent(segment.spend_share)
    return f"Possibly under-funded: it brings {revenue} of revenue on {spend} of the spend."


def bet_words(finding: SegmentFinding, day: str) -> str:
    """The declared bet, or what is missing for one where there could be one. `day`: its end in words."""
    segment, zone, bet = finding.segment, finding.zone, finding.segment.bet
    if zone is None or finding.has_right_to_win:
        return ""
    if finding.is_bet:
        return f"A declared bet: {bet.milestone.strip()}; owner {bet.owner.strip()}; ends {day}."
    if not (zone.takes_bets or segment.status is SegmentStatus.PLANNED):
        return ""
    said = {"a milestone": bet.milestone.strip(), "an owner": bet.owner.strip(), "an end": bet.end}
    return f"No declared bet: {listed(word for word, value in said.items() if not value)} to be recorded."


def flips_title(finding: SegmentFinding) -> str:
    """How many single steps would put it into another zone."""
    count = len(finding.flips)
    if not count:
        return ""
    return f"{sentence_start(number_word(count))} single {'step' if count == 1 else 'steps'} would change its zone"


def flip_rows(rules: TargetingRules, finding: SegmentFinding) -> list[tuple[str, str, str]]:
    """Each of those steps: the criterion, from what to what, the zone then."""
    names = {criterion.id: criterion.name for criterion in rules.criteria}
    zones = {zone.id: zone.name for zone in rules.zones}
    return [(names[flip.criterion], f"{flip.rating} to {flip.to}", zones[flip.zone]) for flip in finding.flips]
