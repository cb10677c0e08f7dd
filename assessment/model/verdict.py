"""What the scores say in words."""

from dataclasses import dataclass

from assessment.model.scorecard import Priority

# The beginnings of sentences that engine and workbook share.
WITHOUT_SCORE = "Without a score, as too few questions were answered"
NOT_APPLICABLE = "Without a score, as no question applies"
THIN_SCORE = "Thin, as few questions were answered"


@dataclass(frozen=True)
class Quote:
    """The respondent's own sentence: the question's name and the descriptor chosen there."""

    question: str
    name: str
    words: str


@dataclass(frozen=True)
class Contradiction:
    """Two things that do not go together, as an observation in the respondent's words."""

    check: str
    finding: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Decision:
    """What to decide first for a dimension: from the weakest answer to the next level.

    `gap` is hundredths below the target, or none when no target was set.
    `blocked_by` names the upstream dimensions that are too weak to build on.
    """

    dimension: str
    priority: Priority | None
    gap: int | None
    action: str
    now: Quote
    next_step: str | None
    evidence: str
    blocked_by: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """A picked dimension at least the declared distance below its target."""

    dimension: str
    gap: int
    thin: bool
    quote: Quote


@dataclass(frozen=True)
class Strength:
    """A dimension worth protecting, with the respondent's best sentence in it."""

    dimension: str
    score: int
    thin: bool
    quote: Quote


@dataclass(frozen=True)
class Grounds:
    """What the verdict rests on, sentence by sentence; a sentence that does not apply is empty."""

    respondent: str
    answered: str
    known_from: str
    missing: str
    not_applicable: str
    thin: str
    overall: str
    weights: str = ""

    @property
    def text(self) -> str:
        """The basis line, without the date, which the page adds."""
        sentences = (
            self.respondent,
            self.answered,
            self.known_from,
            self.missing,
            self.not_applicable,
            self.thin,
            self.weights,
            self.overall,
        )
        return " ".join(sentence for sentence in sentences if sentence)


@dataclass(frozen=True)
class Verdict:
    """The page in words. `looked_for` counts the checks that could be made.

    `gaps` come in groups: within one group the differences are too small to rank.
    The notes say in words what the lists leave open, such as why there are fewer than three.
    """

    headline: str
    contradictions: tuple[Contradiction, ...]
    looked_for: int
    decisions: tuple[Decision, ...]
    decisions_note: str
    gaps: tuple[tuple[Gap, ...], ...]
    gaps_note: str
    strengths: tuple[Strength, ...]
    strengths_note: str
    basis: Grounds
