"""What is said of a strategy on a page and of the people at accounts: one wording for every screen and sheet."""

from datetime import date

from assessment.model import Contact, Written
from assessment.wording import counted, number_word, sentence_start

NOBODY, NEVER = "nobody named", "never spoken to"
WRITTEN, BLANK = "written", "blank"
# From so many months without a word on, a contact counts as a gap.
LONG_AGO = 12
YEAR = 12


def strategy_title(written: Written) -> str:
    """How much of the strategy is written, in a sentence."""
    return parts_title(written.parts_written, len(written.pages.parts))


def parts_title(done: int, total: int) -> str:
    """As `strategy_title`, for so many parts written of so many; live sheets have it for each number."""
    if not done:
        return f"Your customer strategy in {number_word(total)} short texts"
    if done == total:
        return f"All {number_word(done)} parts of the strategy are written"
    verb = "is" if done == 1 else "are"
    return f"{sentence_start(number_word(done))} of {number_word(total)} parts of the strategy {verb} written"


def months_since(last: date, today: date) -> int:
    """Whole months from a day to today; none for a day to come."""
    months = YEAR * (today.year - last.year) + today.month - last.month
    return max(0, months - (today.day < last.day))


def ago(last: date, today: date) -> str:
    """`last spoken to 14 months ago`."""
    months = months_since(last, today)
    return f"last spoken to {counted(months, 'month')} ago" if months else "last spoken to less than a month ago"


def standing(contact: Contact, today: date) -> str:
    """How a role is covered: by nobody, by somebody never spoken to, or by somebody last spoken to then."""
    if not contact.person:
        return NOBODY
    return ago(contact.last_contact, today) if contact.last_contact else NEVER


def is_gap(contact: Contact, today: date) -> bool:
    """Whether a role must be marked: nobody is named, or nobody spoke with them for long."""
    if not contact.person or contact.last_contact is None:
        return True
    return months_since(contact.last_contact, today) >= LONG_AGO


def unnamed(written: Written, role: str) -> int:
    """At how many accounts nobody is named for a role."""
    return sum(not account.contact(role).person for account in written.accounts)


def unheard(written: Written, role: str) -> int:
    """At how many accounts somebody is named for a role whom nobody ever spoke with."""
    contacts = [account.contact(role) for account in written.accounts]
    return sum(bool(contact.person) and contact.last_contact is None for contact in contacts)


def long_ago(written: Written, role: str) -> int:
    """At how many accounts the last word with whoever plays a role was long ago."""
    contacts = [account.contact(role) for account in written.accounts]
    return sum(
        bool(c.person) and c.last_contact is not None and months_since(c.last_contact, written.as_of) >= LONG_AGO
        for c in contacts
    )


def roles_title(written: Written) -> str:
    """The widest gap in knowing who decides, pays, advises and uses, in a sentence."""
    if not written.accounts:
        return "Who is your customer now?"
    counts = (
        ("nobody can name the {}", [unnamed(written, role.id) for role in written.pages.roles]),
        ("nobody ever spoke with the {}", [unheard(written, role.id) for role in written.pages.roles]),
        (
            f"nobody spoke with the {{}} for {LONG_AGO} months or more",
            [long_ago(written, role.id) for role in written.pages.roles],
        ),
    )
    for finding, numbers in counts:
        if most := max(numbers):
            role = written.pages.roles[numbers.index(most)]
            return f"{_for_accounts(most, len(written.accounts))} {finding.format(role.blank)}"
    return f"Every role is named, and heard within the last {LONG_AGO} months"


def _for_accounts(some: int, all: int) -> str:
    if all == 1:
        return "For the one account"
    return f"For all {all} accounts" if some == all else f"For {some} of {all} accounts"
