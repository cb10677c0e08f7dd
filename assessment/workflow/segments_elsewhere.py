"""Segments that come from elsewhere or go there: files, pasted rows, typed shares, what is taken along and frozen."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from assessment import targeting
from assessment.errors import IntakeError, TargetingError
from assessment.intake import segments_csv, segments_json
from assessment.intake.answer_values import NUMBER
from assessment.intake.files import text_of
from assessment.model import Actor, Customers, TargetingRules
from assessment.storage import documents
from assessment.targeting import weighing
from assessment.wording import shown
from assessment.workflow.opening import Place
from assessment.workflow.segmenting import Segmentation, rules_in, segmentation_of

# What a file of segments holds, for the screens.
Segments = segments_csv.Segments
WHOLE = 100


def read(actor: Actor, place: Place, content: bytes, name: str) -> Segments:
    """The segments in a CSV file that was handed in; nothing is stored. Raises IntakeError with every problem."""
    standing = segmentation_of(actor, place)
    return segments_csv.parse(text_of(content, name), name, standing.rules)


def read_pasted(actor: Actor, place: Place, pasted: str) -> Segments:
    """The segments in rows copied from a spreadsheet, as in `read`.

    Without a line of headings the columns are the name and the shares of revenue and spend.
    """
    name = "Pasted rows (headings are line 1)"
    found = read(actor, place, segments_csv.with_header(pasted).encode(), name)
    bare = [each.name for each in found.segments if not each.revenue_share and not each.spend_share]
    if bare:
        raise IntakeError(f"{name}: {shown(bare[0])} has no shares; paste columns with name, revenue and spend")
    return found


def template(actor: Actor, place: Place) -> str:
    """A file of segments to fill in, with an example."""
    return segments_csv.template(segmentation_of(actor, place).rules)


def said(standing: Segmentation) -> dict[str, Any] | None:
    """The segments in the form in which they are taken along and frozen, with own weights; none without either."""
    own = _weights_said(standing.rules)
    if not standing.segments and not own:
        return None
    segments = segments_json.said(standing.segments, standing.not_attributable)
    return {"rules": standing.rules.content_hash, **segments, **own}


def _weights_said(rules: TargetingRules) -> dict[str, Any]:
    """Own weights in ten-thousandths with the time of their lock; nothing where those of the file hold."""
    if rules.own_weights is None:
        return {}
    locked_at = rules.own_weights.locked_at
    weights = {"weights": weighing.weights_of(rules), "locked_at": locked_at.isoformat() if locked_at else None}
    return {"own_weights": weights}


def _weighted(rules: TargetingRules, content: Mapping[str, Any]) -> TargetingRules:
    own = content.get("own_weights")
    if own is None:
        return rules
    locked_at = datetime.fromisoformat(own["locked_at"]) if own["locked_at"] else None
    return weighing.weighted(rules, own["weights"], locked_at)


def frozen(place: Place, content: Mapping[str, Any] | None) -> Customers | None:
    """What follows from segments that `said` wrote, by the rules they rested on then."""
    if content is None:
        return None
    with place.store.read() as connection:
        rules = _weighted(rules_in(documents.text_of(connection, content["rules"])), content)
    found, rest = segments_json.read(content)
    return Segmentation(rules, found, rest, tuple(targeting.problems(found, rest))).customers


def share_in(written: str) -> Fraction:
    """A share as it is written in per cent: `25`, `12,5` or `25 %`; nothing is 0. Raises TargetingError."""
    number = _number_in(written.strip().removesuffix("%"))
    if number is None or number > WHOLE:
        raise TargetingError(f"{shown(written)} is no share; write one from 0 to 100, such as 25 or 12.5.")
    return number / WHOLE


def size_in(written: str) -> Fraction | None:
    """An accessible size as it is written; nothing is none. Raises TargetingError."""
    number = _number_in(written)
    if number is None:
        raise TargetingError(f"{shown(written)} is no size; write a number of 0 or more, or leave it blank.")
    return number if written.strip() else None


def _number_in(written: str) -> Fraction | None:
    text = written.strip() or "0"
    return Fraction(text.replace(",", ".")) if NUMBER.fullmatch(text) else None
