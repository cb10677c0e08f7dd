"""Segments and what follows from them, as the command line shows them: as text to read, and as JSON."""

from fractions import Fraction
from typing import Any

from assessment.model import Portfolio, SegmentFinding, TargetingRules
from assessment.rounding import as_number, one_decimal
from assessment.targeting.words import close_words, lacking_words, whole_percent

# Nothing to divide by: no revenue yet.
NEW = "new"


def as_json(rules: TargetingRules, portfolio: Portfolio) -> dict[str, Any]:
    """By segment and over all; shares are fractions, composites have two decimals, what cannot be said is null."""
    return {
        "rules": rules.name,
        "hash": rules.content_hash,
        "segments": [_segment(finding) for finding in portfolio.findings],
        "headline": portfolio.headline,
        "misallocation_index": _share(portfolio.misallocation_index),
        "misallocation_severity": _share(portfolio.misallocation_severity),
        "backed": _share(portfolio.backed),
        "declared_bets": _share(portfolio.declared_bets),
        "unbacked": _share(portfolio.unbacked),
        "not_attributable": _share(portfolio.not_attributable),
        "close_calls": _share(portfolio.close),
        "distance": _share(portfolio.distance),
        "revenue_without_right_to_win": _share(portfolio.revenue_without_right_to_win),
        "evidence_coverage": _share(portfolio.coverage),
        "notes": list(portfolio.notes),
    }


def _segment(finding: SegmentFinding) -> dict[str, Any]:
    return {
        "name": finding.segment.name,
        "attractiveness": as_number(finding.attractiveness),
        "right_to_win": as_number(finding.right_to_win),
        "reasons": as_number(finding.reasons),
        "proof": as_number(finding.proof),
        "minimum": finding.minimum,
        "has_right_to_win": finding.has_right_to_win,
        "expected": finding.is_expected,
        "zone": finding.zone.name if finding.zone else None,
        "advice": finding.advice or None,
        "close_call": bool(finding.close),
        "close_to": [str(border) for border in finding.close],
        "blockers": list(finding.blockers),
        "cheapest_step": {"criterion": step.criterion, "from": step.rating, "to": step.to}
        if (step := finding.step)
        else None,
        "severity": _share(finding.severity),
        "intensity": NEW if finding.intensity is None else _share(finding.intensity),
        "possibly_under_funded": finding.is_under_funded,
        "flips": [
            {"criterion": flip.criterion, "from": flip.rating, "to": flip.to, "zone": flip.zone}
            for flip in finding.flips
        ],
        "reference_split": _share(finding.reference_split),
    }


def _share(share: Fraction | None) -> float | None:
    return None if share is None else float(share)


def as_text(rules: TargetingRules, portfolio: Portfolio) -> str:
    """The headline, the money line, then each segment with its zone, what is lacking and what is close."""
    lines = [portfolio.headline or "Nothing can be said of all segments together yet.", *portfolio.notes, ""]
    if portfolio.backed is not None:
        lines += [_money(portfolio), ""]
    for finding in portfolio.findings:
        lines += [*_described(rules, finding), ""]
    return "\n".join(lines).rstrip()


def _money(portfolio: Portfolio) -> str:
    parts = {
        "backed by a right to win": portfolio.backed,
        "declared bets": portfolio.declared_bets,
        "unbacked": portfolio.unbacked,
        "not attributable": portfolio.not_attributable,
    }
    return "Spend: " + ", ".join(f"{whole_percent(share)} {words}" for words, share in parts.items() if share) + "."


def _described(rules: TargetingRules, finding: SegmentFinding) -> list[str]:
    segment, zone = finding.segment, finding.zone
    shares = f"{whole_percent(segment.spend_share)} of spend, {whole_percent(segment.revenue_share)} of revenue"
    lines = [f"{segment.name}: {zone.name if zone else 'not placed yet'} ({shares})"]
    if zone is None:
        return lines
    means = [
        f"{name} {one_decimal(value)}"
        for name, value in (("attractiveness", finding.attractiveness), ("right to win", finding.right_to_win))
        if value is not None
    ]
    lines.append(f"  {', '.join(means)}, lowest knock-out {finding.minimum}. {finding.advice}.")
    lines += [f"  {sentence}" for sentence in (lacking_words(rules, finding), close_words(rules, finding)) if sentence]
    return lines
