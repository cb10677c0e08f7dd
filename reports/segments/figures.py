"""The computed columns of the segments: those to read, and those they are made of."""

from assessment.model import Side
from assessment.rounding import as_number
from assessment.targeting.words import close_words, lacking_words
from reports.segments import basis, cheapest, means, spending, words, zones
from reports.segments.book import PROOF_ROW, REASONS_ROW, SegmentBook
from reports.segments.line import Figure, Kind, number


def shown_figures() -> list[Figure]:
    """The columns that people read."""
    return [
        Figure("attractiveness", "Attractiveness", 12, Kind.MEAN,
               lambda line: means.composite(line, Side.ATTRACTIVENESS),
               lambda line: as_number(line.finding.attractiveness)),
        Figure("right to win", "Right to win", 9, Kind.MEAN, lambda line: means.composite(line, Side.RIGHT_TO_WIN),
               lambda line: as_number(line.finding.right_to_win)),
        Figure("reasons", "Reasons", 9, Kind.MEAN, lambda line: means.part_mean(line, REASONS_ROW),
               lambda line: as_number(line.finding.reasons)),
        Figure("proof", "Proof", 9, Kind.MEAN, lambda line: means.part_mean(line, PROOF_ROW),
               lambda line: as_number(line.finding.proof)),
        Figure("minimum", "Lowest knock-out", 10, Kind.WHOLE, means.minimum, lambda line: line.finding.minimum),
        Figure("zone", "Zone", 17, Kind.NAME, lambda line: zones.of_zone(line, basis.ZONE),
               lambda line: line.finding.zone.name if line.finding.zone else None),
        Figure("advice", "What it makes sense to do", 30, Kind.WORDS, zones.advice, lambda line: line.finding.advice),
        Figure("lacking", "What is lacking", 46, Kind.WORDS, words.lacking_formula,
               lambda line: lacking_words(line.book.rules, line.finding)),
        Figure("close", "Close call", 30, Kind.WORDS, words.close_formula,
               lambda line: close_words(line.book.rules, line.finding)),
        Figure("severity", "Severity", 9, Kind.RATIO, zones.severity, lambda line: number(line.finding.severity)),
        Figure("intensity", "Intensity", 9, Kind.RATIO, spending.intensity,
               lambda line: spending.NEW if line.finding.intensity is None else float(line.finding.intensity)),
        Figure("note", "Note", 14, Kind.WORDS, spending.note, spending.note_words),
        Figure("split", "Reference split", 10, Kind.SHARE, spending.split,
               lambda line: number(line.finding.reference_split)),
        Figure("to rate", "To rate first", 40, Kind.WORDS, words.to_rate_formula,
               lambda line: words.to_rate_words(line.book.rules, line.finding)),
    ]  # fmt: skip


def hidden_figures(book: SegmentBook) -> list[Figure]:
    """The columns that those are made of."""
    right = book.rules.of(Side.RIGHT_TO_WIN)
    # What counts stands side by side, as the weights above the ratings do.
    used = [means.used(criterion) for criterion in right]
    missing = [means.missing(criterion) for criterion in book.rules.criteria]
    low = [means.low(criterion) for criterion in book.rules.criteria if criterion.knock_out]
    return [
        *used,
        *means.sums(),
        *missing,
        *low,
        *zones.judgements(),
        *cheapest.figures(right),
        *spending.money_parts(),
        *spending.order(),
    ]
