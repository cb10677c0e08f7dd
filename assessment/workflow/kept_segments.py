"""What a segment is as it is kept: words cleaned, an id, and what is too long, too large or too much refused."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assessment.intake.segments_csv import LONGEST_NAME, LONGEST_WORDS
from assessment.model import Segment
from assessment.storage.ids import new_id
from assessment.targeting import MOST
from assessment.workflow import typed_facts
from assessment.workflow.sitting import clean


def tidy(each: Segment) -> Segment:
    """The segment with what no database takes left out of its words, and an id."""
    bet = replace(each.bet, milestone=line(each.bet.milestone), owner=line(each.bet.owner))
    facts = replace(each.facts, named_rivals=line(each.facts.named_rivals))
    return replace(each, name=line(each.name), id=each.id or new_id(), bet=bet, facts=facts)


def line(text: str) -> str:
    """The text on one line, as it is kept."""
    return " ".join(clean(text).split())


def unfit(wanted: Sequence[Segment], not_attributable: Fraction) -> list[str]:
    """What cannot be stored at all; whether shares sum is judged later."""
    found = []
    if len(wanted) > MOST:
        found.append(f"There are {len(wanted)} segments; at most {MOST} fit. Join the smallest ones.")
    for each in wanted:
        if not 0 < len(each.name) <= LONGEST_NAME:
            found.append(f"A segment's name has {len(each.name)} characters; write 1 to {LONGEST_NAME}.")
        if any(len(text) > LONGEST_WORDS for text in (each.bet.milestone, each.bet.owner)):
            found.append(f"“{each.name}”: milestone and owner have at most {LONGEST_WORDS} characters; shorten them.")
        found += typed_facts.unfit(each.name, each.facts)
    shares = [not_attributable, *(share for each in wanted for share in (each.revenue_share, each.spend_share))]
    if any(not 0 <= share <= 1 for share in shares):
        found.append("Every share lies between 0 and 100 %.")
    return found
