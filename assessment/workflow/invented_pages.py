"""What the demonstration writes of a strategy and of accounts: invented, and one part left blank to be seen."""

from datetime import timedelta

from assessment.model import Actor
from assessment.workflow import writing
from assessment.workflow.opening import Place

STRATEGY = {
    "value-and-experience": "Plants of our customers never stop for want of a pump: we notice wear before they do "
    "and stand at the gate with the part.",
    "chosen-customers": "Core regional plants with their own crew, and small workshops near them. National accounts "
    "only where they let us advise; no consumer trade.",
    "horizon": "By 2030 half of the core plants buy availability instead of pumps, and nine of ten renew.",
    "offerings": "Availability contracts against standstill, retrofit kits for tight budgets. One-off specials end.",
    "channels": "Advice in person, orders and documents online, urgent help by phone; each knows what was said.",
    "operating-model": "One team for each region, with sales, service and stock under one head who decides on credits.",
}
DISCOVERY = {
    "whom": "Maintenance crews of plants that run day and night (invented).",
    "describe": "Head of maintenance, 20 years in the plant; wants quiet nights, fears a line at a standstill.",
    "with-and-for": "With her: the plan of overhauls. For her: spares on site within a day.",
}
# By account and role: the person, and how many days ago somebody last spoke with them; none for never.
ACCOUNTS: dict[str, dict[str, tuple[str, int | None]]] = {
    "Vinter Dairy (invented)": {
        "decision-maker": ("Plant manager", 40),
        "budget-holder": ("Head of purchasing", None),
        "influencer": ("Engineering consultant", 430),
        "end-user": ("Shift mechanic", 12),
    },
    "Holm Paper (invented)": {
        "decision-maker": ("Director of operations", 95),
        "influencer": ("Reliability engineer", 20),
        "end-user": ("Machine operators", None),
    },
    "Small workshops, north (invented)": {"decision-maker": ("The owner", 200), "end-user": ("The owner", 200)},
}


def write(actor: Actor, place: Place) -> None:
    """Write it all, through the same verbs as anybody."""
    for part, text in STRATEGY.items():
        writing.write_part(actor, place, part, text)
    for prompt, text in DISCOVERY.items():
        writing.write_prompt(actor, place, prompt, text)
    for name, roles in ACCOUNTS.items():
        id = writing.add_account(actor, place, name)
        for role, (person, days) in roles.items():
            writing.name_person(actor, place, id, role, person)
            if days is not None:
                writing.put_last_contact(actor, place, id, role, place.now().date() - timedelta(days=days))
