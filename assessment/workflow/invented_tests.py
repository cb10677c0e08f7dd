"""The comparison with rivals and the test of nearness that the demonstration shows, both invented."""

from fractions import Fraction

from assessment.model import RIVALS, Actor, Par, Player, SegmentStatus
from assessment.workflow import segment_tests, segmenting
from assessment.workflow.opening import Place

PARS = {"-": Par.BELOW, "0": Par.AT, "+": Par.ABOVE}
COMPARED_IN = "Small workshops"
NAMES = ("Alpha (invented)", "Beta (invented)")
# Kind, name, and how the company and the two rivals stand.
ELEMENTS = (
    ("capability", "Repair within a day", "++0"),
    ("capability", "Advice on the right pump", "+00"),
    ("capability", "Delivery of small orders", "00+"),
    ("capability", "Prices that one understands", "+0-"),
    ("asset", "Stores near the customer", "+-+"),
    ("table-stake", "Certified products", "00-"),
    ("table-stake", "Orders by phone and web", "-0+"),
)
# Name, weight in per cent, have and need.
CAPABILITIES = (
    ("Field technicians", 30, 4, 4),
    ("Watching pumps from afar", 30, 2, 4),
    ("Pricing of contracts", 25, 3, 4),
    ("Keeping promised times", 15, 3, 4),
)
NEW = ("product",)


def look_into(actor: Actor, place: Place) -> None:
    """Compare with rivals in one segment, and test the planned one."""
    standing = segmenting.segmentation_of(actor, place)
    _compare(actor, place, next(each.id for each in standing.segments if each.name == COMPARED_IN))
    planned = next(each.id for each in standing.segments if each.status is SegmentStatus.PLANNED)
    _test(actor, place, planned)
    rules = standing.rules.adjacency
    for kind in rules.changes if rules else ():
        segment_tests.say_new(actor, place, planned, kind.id, kind.id in NEW)


def _compare(actor: Actor, place: Place, segment: str) -> None:
    for rival, name in zip(RIVALS, NAMES, strict=True):
        segment_tests.name_rival(actor, place, segment, rival, name)
    for kind, name, _ in ELEMENTS:
        segment_tests.add_element(actor, place, segment, kind, name)
    said = segment_tests.tests_of(actor, place)[segment].rivals
    for element, (_, _, pars) in zip(said.elements if said else (), ELEMENTS, strict=True):
        for player, par in zip(Player, pars, strict=True):
            segment_tests.rate_element(actor, place, segment, element.id, player, PARS[par])


def _test(actor: Actor, place: Place, segment: str) -> None:
    for name, weight, _, _ in CAPABILITIES:
        segment_tests.add_capability(actor, place, segment, name, Fraction(weight, 100))
    said = segment_tests.tests_of(actor, place)[segment].adjacency
    for capability, (_, _, have, need) in zip(said.capabilities if said else (), CAPABILITIES, strict=True):
        segment_tests.rate_have(actor, place, segment, capability.id, have)
        segment_tests.rate_need(actor, place, segment, capability.id, need)
