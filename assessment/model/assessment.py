"""What belongs together: an edition of a questionnaire, and all that came of one response."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from assessment.model.questionnaire import Questionnaire
from assessment.model.reference import Profile, Reading, ReferencePoints
from assessment.model.response import Response
from assessment.model.scorecard import Explanation, Scorecard
from assessment.model.targeting import Customers
from assessment.model.verdict import Verdict


@dataclass(frozen=True)
class Edition:
    """A questionnaire with the data files beside it; without them both are empty."""

    questionnaire: Questionnaire
    profile: Profile = field(default_factory=Profile)
    references: ReferencePoints | None = None


@dataclass(frozen=True)
class Assessment:
    """One response with everything computed from it, on a date.

    `customers`: what follows from the organisation's segments; none where they are not known.
    """

    edition: Edition
    response: Response
    scorecard: Scorecard
    verdict: Verdict
    explanations: tuple[Explanation, ...]
    readings: tuple[Reading, ...]
    assessed_on: date
    customers: Customers | None = None

    @cached_property
    def explained(self) -> dict[str, Explanation]:
        """Explanations by the id of their figure."""
        return {explanation.figure: explanation for explanation in self.explanations}

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire that was answered."""
        return self.edition.questionnaire
