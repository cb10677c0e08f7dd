"""Several responses of one organisation: how far they agree, where they differ, and what to talk about first.

What comes out holds only what the campaign's mode lets be shown; nothing that hides is left to who draws it.
"""

from collections.abc import Sequence

from assessment.alignment.agreement import Circle, dimension_row, overall_row, question_row, scored_overall
from assessment.alignment.disclosure import LEAST, LIMITS
from assessment.alignment.gaps import compare, with_declared_mean
from assessment.model import Agreement, Campaign, CampaignMode, Dispute, Edition, ScoringRule, TeamRow, TeamView, Voice

# Minutes to talk about a dispute, and about one in which the team splits into two camps.
MINUTES, MINUTES_FOR_CAMPS = 10, 15

__all__ = ["MINUTES", "MINUTES_FOR_CAMPS", "align"]


def align(edition: Edition, campaign: Campaign, voices: Sequence[Voice]) -> TeamView:
    """What may be shown of the voices of one organisation in one campaign. Their order plays no part."""
    circle = Circle(edition, campaign, tuple(sorted(voices, key=lambda voice: (voice.name or "", voice.id))))
    questionnaire = edition.questionnaire
    rows = {
        dimension.id: [question_row(circle, q) for q in questionnaire.questions_of(dimension.id) if not q.optional]
        for dimension in questionnaire.dimensions
    }
    questions = tuple(row for own in rows.values() for row in own)
    compared = compare(circle, tuple(dimension_row(circle, dimension, own) for dimension, own in rows.items()))
    return TeamView(
        mode=campaign.mode,
        rule=campaign.scoring_rule,
        n=len(circle.voices),
        overall=with_declared_mean(circle, overall_row(circle), scored_overall(circle)),
        dimensions=compared.rows,
        questions=tuple(row for row in questions if row.asked),
        gaps=compared.gaps,
        withheld=compared.withheld,
        disputes=disputes(questions),
        blocs=circle.blocs,
        notes=tuple(_notes(circle)),
    )


def disputes(rows: Sequence[TeamRow]) -> tuple[Dispute, ...]:
    """The questions with a wide spread: answers two levels or more apart and AD_M beyond A/6. The widest first, two
    camps before others as wide, then in the questionnaire's order. Only questions whose levels may be counted.
    """
    found = [_dispute(row) for row in rows if row.agreement is not None and row.agreement.is_unsettled and row.counts]
    return tuple(sorted(found, key=lambda dispute: (-(dispute.row.distance or 0), -dispute.minutes)))


def _dispute(row: TeamRow) -> Dispute:
    chosen = [level for level, count in row.counts if count]
    is_split = row.agreement is Agreement.CAMPS
    return Dispute(row, chosen[0], chosen[-1], MINUTES_FOR_CAMPS if is_split else MINUTES)


def _notes(circle: Circle) -> list[str]:
    """What the mode keeps from being shown, in words."""
    limits, count = LIMITS[circle.campaign.mode], len(circle.voices)
    notes = []
    match circle.campaign.mode:
        case CampaignMode.NAMED:
            notes.append("This campaign is named: everybody was told that their name stands at their answers.")
        case CampaignMode.CONFIDENTIAL:
            notes.append(
                f"This campaign is confidential: dots have no names, come from {LEAST} answers on, and their order is "
                f"drawn anew in every row. Means of groups and announced blocs are rounded to one decimal, and shown "
                f"only where the groups shown divide the team into parts of {limits.group} people or more. Dots are "
                "single answers: who knows some of them learns more of the others."
            )
        case CampaignMode.ANONYMOUS:
            notes.append(
                f"This campaign is anonymous: of {LEAST} people or more means alone are shown; how far answers lie "
                f"apart, what they rest on, and counts by level from {limits.counts} on; and no single answer. A "
                "question is left out where not all who have a score answered it."
            )
    if count < limits.spread:
        notes.append(f"Spread and disputes are shown from {limits.spread} answers on; there are {count} so far.")
    if circle.campaign.scoring_rule is ScoringRule.LENSES:
        notes.append("As declared beforehand, the team's scores are the means of the lenses' means.")
    return notes
