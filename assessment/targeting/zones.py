"""Where a company can win and where its money goes: zones, close calls, the money line.

Composites are weighted means of ratings, rounded to hundredths before they meet a threshold, as the workbook does.
Shares stay exact. Portfolio matrices of this kind go back to the GE-McKinsey nine-box and to McDonald and Dunbar's
directional policy matrix; the knock-out and the money line are this product's own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from assessment.model import (
    RATINGS,
    Border,
    Claim,
    Criterion,
    Evidence,
    Flip,
    OtherZone,
    Part,
    Portfolio,
    Segment,
    SegmentFinding,
    SegmentStatus,
    Side,
    Step,
    TargetingRules,
    Zone,
)
from assessment.rounding import HUNDREDTHS, percent
from assessment.targeting.weighing import as_shipped
from assessment.targeting.words import NO_SPEND, whole_percent
from assessment.wording import listed

# How far shares may miss the whole.
TOLERANCE = Fraction(1, 100)
FEWEST, MOST = 1, 12
NOTHING = Fraction(0)
ONE_SEGMENT = "One segment is no portfolio: how spend is divided cannot be judged."


def problems(segments: Sequence[Segment], not_attributable: Fraction = NOTHING) -> list[str]:
    """What keeps segments from being judged together, each in a sentence; nothing for sound ones."""
    found = []
    if not FEWEST <= len(segments) <= MOST:
        found.append(f"There are {len(segments)} segments; name {FEWEST} to {MOST}, and join the smallest ones.")
    names = [segment.name.strip().casefold() for segment in segments]
    for segment in segments:
        if names.count(segment.name.strip().casefold()) > 1:
            found.append(f"“{segment.name}” stands twice; every segment has a name of its own.")
        if segment.status is SegmentStatus.PLANNED and segment.revenue_share:
            found.append(f"“{segment.name}” is planned and has revenue; make it served, or leave its revenue out.")
    for what, shares in (
        ("Revenue", [segment.revenue_share for segment in segments]),
        ("Spend", [*(segment.spend_share for segment in segments), not_attributable]),
    ):
        if any(share < 0 for share in shares):
            found.append(f"{what} shares cannot be negative.")
        elif what == "Revenue" and segments and all(s.status is SegmentStatus.PLANNED for s in segments):
            found.append("All segments are planned; name at least one that you serve today.")
        elif abs(sum(shares, NOTHING) - 1) > TOLERANCE:
            found.append(f"{what} shares sum to {percent(sum(shares, NOTHING))}; they must sum to 100 %.")
    return list(dict.fromkeys(found))


def normalised(segments: Sequence[Segment], not_attributable: Fraction = NOTHING) -> tuple[list[Segment], Fraction]:
    """The segments and the not attributable share with shares that sum to the whole, in the same proportions.

    Shares that sum to nothing stay as they are.
    """
    revenue = sum((segment.revenue_share for segment in segments), NOTHING) or Fraction(1)
    spend = sum((segment.spend_share for segment in segments), not_attributable) or Fraction(1)
    return [
        replace(segment, revenue_share=segment.revenue_share / revenue, spend_share=segment.spend_share / spend)
        for segment in segments
    ], not_attributable / spend


def target(rules: TargetingRules, segments: Sequence[Segment], not_attributable: Fraction = NOTHING) -> Portfolio:
    """What follows for each segment, in the order given, and for all together.

    The segments must be free of `problems`. What cannot be said without more ratings is none, and a note says so.
    """
    segments = [_as_rated(rules, segment) for segment in segments]
    findings = _with_reference_split([finding_of(rules, segment) for segment in segments])
    notes = [_unrated(rules, finding) for finding in findings if finding.zone is None]
    if len(segments) == 1:
        notes.append(ONE_SEGMENT)
    coverage, otherwise = _coverage(segments), _otherwise(rules, findings)
    if notes:
        return Portfolio(tuple(findings), not_attributable, coverage, tuple(notes), otherwise=otherwise)
    return replace(_portfolio(rules, findings, not_attributable, coverage), otherwise=otherwise)


def _otherwise(rules: TargetingRules, findings: Sequence[SegmentFinding]) -> tuple[OtherZone, ...]:
    """The segments that the shipped weights would put into another zone; none where these are the shipped ones."""
    if rules.own_weights is None:
        return ()
    shipped = as_shipped(rules)
    pairs = [(one, _judged(shipped, one.segment).zone) for one in findings]
    return tuple(
        OtherZone(one.segment.name, one.zone.name, zone.name)
        for one, zone in pairs
        if one.zone is not None and zone is not None and one.zone != zone
    )


def _as_rated(rules: TargetingRules, segment: Segment) -> Segment:
    """The segment with only those ratings that count: without revenue not all can be given."""
    count = {criterion.id for criterion in rules.applicable(segment.status)}
    ratings = {id: rating for id, rating in segment.ratings.items() if id in count}
    return replace(segment, ratings=ratings, evidence={id: e for id, e in segment.evidence.items() if id in count})


def respent(rules: TargetingRules, portfolio: Portfolio, shares: Mapping[str, Fraction]) -> Portfolio:
    """What would follow from other spend shares, by segment id; those not named stay. The same sum is assumed.

    Cheaper than `target`: no rating differs, so steps and flips stay as they are.
    """
    findings = []
    for before in portfolio.findings:
        segment = replace(before.segment, spend_share=shares.get(before.segment.id, before.segment.spend_share))
        finding = _judged(rules, segment)
        findings.append(replace(finding, step=before.step, flips=before.flips, reference_split=before.reference_split))
    if portfolio.notes:
        return replace(portfolio, findings=tuple(findings))
    respent = _portfolio(rules, findings, portfolio.not_attributable, portfolio.coverage)
    return replace(respent, otherwise=portfolio.otherwise)


def _portfolio(
    rules: TargetingRules, findings: list[SegmentFinding], not_attributable: Fraction, coverage: Fraction | None
) -> Portfolio:
    served = [one for one in findings if one.segment.status is SegmentStatus.SERVED]
    without = [one for one in served if not one.has_right_to_win]
    unbacked = [one for one in findings if not one.has_right_to_win and not one.is_bet]
    portfolio = Portfolio(
        findings=tuple(findings),
        not_attributable=not_attributable,
        coverage=coverage,
        backed=_spend(one for one in findings if one.has_right_to_win),
        declared_bets=_spend(one for one in findings if one.is_bet),
        unbacked=_spend(unbacked),
        close=_spend(one for one in findings if one.changes_money),
        unbacked_revenue=sum((one.segment.revenue_share for one in unbacked), NOTHING),
        misallocation_index=_spend(without),
        misallocation_severity=sum((one.segment.spend_share * (one.severity or 0) for one in without), NOTHING),
        revenue_without_right_to_win=sum((one.segment.revenue_share for one in without), NOTHING),
        distance=_distance(findings),
    )
    return replace(portfolio, headline=headline(rules, portfolio))


def _spend(findings: Iterable[SegmentFinding]) -> Fraction:
    return sum((one.segment.spend_share for one in findings), NOTHING)


def headline(rules: TargetingRules, portfolio: Portfolio) -> str:
    """The money line's sentence; nothing where it cannot be said.

    Where too few ratings rest on evidence it says what could not be shown, not what is not so.
    """
    if portfolio.unbacked is None or portfolio.unbacked_revenue is None or portfolio.close is None:
        return ""
    coverage = portfolio.coverage or NOTHING
    if coverage < rules.thresholds.evidence:
        lacking, basis = "could not show a right to win", f" (evidence behind {whole_percent(coverage)} of the ratings)"
    else:
        lacking, basis = "hold no right to win", ""
    close = f"; {whole_percent(portfolio.close)} of the spend is a close call" if portfolio.close else ""
    if not portfolio.unbacked:
        if not portfolio.backed and not portfolio.declared_bets:
            return NO_SPEND
        bets = " or a declared bet" if portfolio.declared_bets else ""
        return f"All attributable customer-facing spend is backed by a right to win{bets}{basis}{close}."
    revenue = portfolio.unbacked_revenue
    brings = f"they bring {whole_percent(revenue)} of revenue" if revenue else "they bring no revenue"
    return (
        f"{whole_percent(portfolio.unbacked)} of customer-facing spend goes to segments where we {lacking}{basis}; "
        f"{brings}{close}."
    )


def finding_of(rules: TargetingRules, segment: Segment) -> SegmentFinding:
    """What follows for one segment on its own; everything but its part of the reference split."""
    finding = _judged(rules, segment)
    if finding.zone is None:
        return finding
    has = finding.has_right_to_win or finding.is_expected
    step = None if has else _cheapest_step(rules, segment)
    return replace(finding, step=step, flips=_flips(rules, segment, finding.zone))


def _judged(rules: TargetingRules, segment: Segment) -> SegmentFinding:
    """As `finding_of`, without looking at other ratings than those given."""
    attractiveness = _composite(rules, segment, rules.of(Side.ATTRACTIVENESS))
    applicable = _applicable(rules, segment)
    right_to_win = _composite(rules, segment, applicable)
    knock_outs = [criterion for criterion in applicable if criterion.knock_out]
    missing = _missing(rules, segment, attractiveness, right_to_win, knock_outs)
    rated = [segment.ratings[c.id] for c in knock_outs if c.id in segment.ratings]
    minimum = min(rated) if len(rated) == len(knock_outs) else None
    limits = rules.thresholds
    qualifies = (
        minimum is not None
        and right_to_win is not None
        and right_to_win >= limits.right_to_win
        and minimum >= limits.knock_out
    )
    served = segment.status is SegmentStatus.SERVED
    attractive = _is_attractive(rules, segment, attractiveness)
    zone = _zone(rules, right_to_win, qualifies and served, attractive) if not missing else None
    has = qualifies and served and not missing
    low = tuple(c.id for c in knock_outs if segment.ratings.get(c.id, limits.knock_out) < limits.knock_out)
    close = _close(rules, segment, attractiveness, right_to_win, low) if zone else ()
    return SegmentFinding(
        segment=segment,
        attractiveness=attractiveness,
        right_to_win=right_to_win,
        reasons=_mean(segment, [c for c in applicable if c.part is Part.REASONS]),
        proof=_mean(segment, [c for c in applicable if c.part is Part.PROOF]),
        minimum=minimum,
        missing=missing,
        has_right_to_win=has,
        is_expected=qualifies and not served and not missing,
        attractive=attractive,
        zone=zone,
        advice=_advice(rules, segment, zone),
        blockers=low,
        step=None,
        close=close,
        changes_money=served and _changes_money(close, low),
        severity=_severity(rules, right_to_win, minimum, has),
        intensity=segment.spend_share / segment.revenue_share if served and segment.revenue_share else None,
        is_under_funded=zone is not None and _is_under_funded(rules, segment, zone),
        is_bet=zone is not None and not has and _is_bet(segment, zone),
        flips=(),
    )


def _applicable(rules: TargetingRules, segment: Segment) -> tuple[Criterion, ...]:
    """The criteria of the right to win that can be rated: without revenue not all of them."""
    return tuple(c for c in rules.applicable(segment.status) if c.side is Side.RIGHT_TO_WIN)


def _mean(segment: Segment, criteria: Sequence[Criterion]) -> int | None:
    """The weighted mean of what is rated, in hundredths, half up; in whole numbers, as it is needed often."""
    rated = [(segment.ratings[c.id], c.parts) for c in criteria if c.id in segment.ratings]
    weight = sum(parts for _, parts in rated)
    total = sum(rating * parts for rating, parts in rated) * HUNDREDTHS
    return (2 * total + weight) // (2 * weight) if weight else None


def _composite(rules: TargetingRules, segment: Segment, criteria: Sequence[Criterion]) -> int | None:
    """The mean over what is rated, if enough of the weight is."""
    weight = sum(c.parts for c in criteria)
    rated = sum(c.parts for c in criteria if c.id in segment.ratings)
    return _mean(segment, criteria) if rated >= rules.thresholds.rated * weight else None


def _missing(
    rules: TargetingRules,
    segment: Segment,
    attractiveness: int | None,
    right_to_win: int | None,
    knock_outs: Sequence[Criterion],
) -> tuple[str, ...]:
    """The criteria to rate before anything can be said: every knock-out, and enough of each side."""
    wanted = list(knock_outs)
    if right_to_win is None:
        wanted += [c for c in _applicable(rules, segment) if c.parts]
    if attractiveness is None and segment.is_attractive is None:
        wanted += [c for c in rules.of(Side.ATTRACTIVENESS) if c.parts]
    unrated = {c.id for c in wanted if c.id not in segment.ratings}
    return tuple(c.id for c in rules.criteria if c.id in unrated)


def _is_attractive(rules: TargetingRules, segment: Segment, attractiveness: int | None) -> bool | None:
    """Ratings decide where there are enough of them, else the forced ranking."""
    return segment.is_attractive if attractiveness is None else attractiveness > rules.thresholds.attractive


def _zone(rules: TargetingRules, right_to_win: int | None, has: bool, attractive: bool | None) -> Zone:
    assert right_to_win is not None, "nothing is missing"
    assert attractive is not None, "nothing is missing"
    near = right_to_win >= rules.thresholds.near
    return rules.zone(Claim.HELD if has else Claim.NEAR if near else Claim.FAR, attractive)


def _advice(rules: TargetingRules, segment: Segment, zone: Zone | None) -> str:
    if zone is None:
        return ""
    return rules.must_serve if segment.must_serve and zone.spares_must_serve else zone.sense


def _severity(rules: TargetingRules, right_to_win: int | None, minimum: int | None, has: bool) -> Fraction | None:
    """How far from a right to win, 0 to 1: the larger of the shortfalls of the mean and of the lowest knock-out."""
    if right_to_win is None or minimum is None:
        return None
    if has:
        return NOTHING
    limits, low = rules.thresholds, min(RATINGS)
    of_mean = Fraction(limits.right_to_win - right_to_win, limits.right_to_win - low * HUNDREDTHS)
    of_lowest = Fraction(limits.knock_out - minimum, limits.knock_out - low) if limits.knock_out > low else NOTHING
    return max(of_mean, of_lowest, NOTHING)


def _close(
    rules: TargetingRules, segment: Segment, attractiveness: int | None, right_to_win: int | None, low: tuple[str, ...]
) -> tuple[Border, ...]:
    """The borders that a segment lies close to."""
    limits = rules.thresholds
    assert right_to_win is not None, "the segment has a zone"
    single = len(low) == 1 and segment.ratings[low[0]] == limits.knock_out - 1
    borders = {
        Border.RIGHT_TO_WIN: abs(right_to_win - limits.right_to_win) <= limits.close,
        Border.KNOCK_OUT: right_to_win >= limits.right_to_win and single,
        Border.NEAR: abs(right_to_win - limits.near) <= limits.close,
        Border.ATTRACTIVE: attractiveness is not None and abs(attractiveness - limits.attractive) <= limits.close,
    }
    return tuple(border for border, is_close in borders.items() if is_close)


def _changes_money(close: tuple[Border, ...], low: tuple[str, ...]) -> bool:
    """Whether crossing one close border alone would change what is backed."""
    return Border.KNOCK_OUT in close or (Border.RIGHT_TO_WIN in close and not low)


def _is_under_funded(rules: TargetingRules, segment: Segment, zone: Zone) -> bool:
    limits, revenue, spend = rules.thresholds, segment.revenue_share, segment.spend_share
    fundable = zone.claim is Claim.HELD and zone.attractive
    return fundable and spend < limits.under_funded_below * revenue and revenue - spend >= limits.under_funded_by


def _is_bet(segment: Segment, zone: Zone) -> bool:
    return (zone.takes_bets or segment.status is SegmentStatus.PLANNED) and segment.bet.is_declared


def _cheapest_step(rules: TargetingRules, segment: Segment) -> Step | None:
    """The single criterion that would give a right to win with the fewest steps up; none where no single one would."""
    steps = [
        Step(criterion.id, rating, to, after.right_to_win or 0)
        for criterion in _applicable(rules, segment)
        if (rating := segment.ratings.get(criterion.id)) is not None
        for to in range(rating + 1, max(RATINGS) + 1)
        if (after := _rated(rules, segment, criterion.id, to)) and (after.has_right_to_win or after.is_expected)
    ]
    # Of equally many steps the one that leads highest; of equals the first criterion.
    return min(steps, key=lambda step: (step.to - step.rating, -step.right_to_win), default=None)


def _rated(rules: TargetingRules, segment: Segment, criterion: str, rating: int) -> SegmentFinding:
    """What would follow if one rating were another."""
    return _judged(rules, replace(segment, ratings={**segment.ratings, criterion: rating}))


def _flips(rules: TargetingRules, segment: Segment, zone: Zone) -> tuple[Flip, ...]:
    """Every rating that, one step up or down, puts the segment into another zone."""
    found = []
    for criterion in rules.criteria:
        rating = segment.ratings.get(criterion.id)
        for to in (rating - 1, rating + 1) if rating is not None else ():
            if rating is not None and to in RATINGS:
                after = _rated(rules, segment, criterion.id, to).zone
                if after is not None and after != zone:
                    found.append(Flip(criterion.id, rating, to, after.id))
    return tuple(found)


def _unrated(rules: TargetingRules, finding: SegmentFinding) -> str:
    """What to rate before anything can be said of a segment."""
    names = {criterion.id: criterion.name for criterion in rules.criteria}
    first, rest = finding.missing[:3], finding.missing[3:]
    more = [f"{len(rest)} more"] if rest else []
    return f"“{finding.segment.name}” cannot be placed yet: rate {listed([names[id] for id in first] + more)}."


def _coverage(segments: Sequence[Segment]) -> Fraction | None:
    """The share of ratings that rest on more than opinion; none without ratings."""
    grades = [segment.evidence.get(id, Evidence.OPINION) for segment in segments for id in segment.ratings]
    return Fraction(sum(1 for grade in grades if grade is not Evidence.OPINION), len(grades)) if grades else None


def _with_reference_split(findings: list[SegmentFinding]) -> list[SegmentFinding]:
    """How spend would be divided by size, attractiveness and right to win: a what-if, never called optimal.

    Only where every segment's accessible size and both composites are known, and not all come to nothing.
    """
    pulls = [_pull(finding) for finding in findings]
    known = [pull for pull in pulls if pull is not None]
    total = sum(known, NOTHING)
    if len(known) < len(findings) or not total:
        return findings
    return [replace(finding, reference_split=pull / total) for finding, pull in zip(findings, known, strict=True)]


def _pull(finding: SegmentFinding) -> Fraction | None:
    size, high, low = finding.segment.accessible_size, max(RATINGS) * HUNDREDTHS, min(RATINGS) * HUNDREDTHS
    if size is None or finding.attractiveness is None or finding.right_to_win is None:
        return None
    span = high - low
    return size * Fraction(finding.attractiveness - low, span) * Fraction(finding.right_to_win - low, span)


def _distance(findings: Sequence[SegmentFinding]) -> Fraction | None:
    """The share of the attributable spend that would have to move to match the reference split."""
    attributable = _spend(findings)
    split = [finding.reference_split for finding in findings]
    if not attributable or any(part is None for part in split):
        return None
    apart = (abs(f.segment.spend_share / attributable - (f.reference_split or NOTHING)) for f in findings)
    return sum(apart, NOTHING) / 2
