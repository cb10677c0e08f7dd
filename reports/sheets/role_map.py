"""Customer roles: who decides, pays, advises and uses at each account, the blanks marked and counted."""

from datetime import date

from assessment.model import BuyingRole, Contact, KeyAccount, Written
from assessment.written_words import (
    LONG_AGO,
    NEVER,
    NOBODY,
    long_ago,
    months_since,
    roles_title,
    standing,
    unheard,
    unnamed,
)
from reports.book import ROLES, Book
from reports.cells import column_name, counted_words, here, quoted
from reports.height import cell_lines, row_height
from reports.sheets.timeline import day_number

ACCOUNT, ROLE, PERSON, LAST, STANDING, MONTHS = range(6)
# The counts stand beside the map, a narrow column apart.
COUNTED, UNNAMED, UNHEARD, SILENT, IN_SENTENCE = range(7, 12)
WIDTHS = (34, 17, 34, 15, 36, 10, 3, 17, 11, 11, 12)
LEAD, DAY, HEADER = 1, 2, 3
EARLIEST = date(1970, 1, 1)


def write(book: Book) -> None:
    """Write the map, one row a role, and the counts of what is missing."""
    _set_up(book)
    written = _written(book)
    places = [(account, role) for account in written.accounts for role in written.pages.roles]
    for row, (account, role) in enumerate(places, HEADER + 1):
        _write_role(book, row, account, role)
    for row, role in enumerate(written.pages.roles, HEADER + 1):
        _write_counts(book, row, role)
    _write_lead(book)
    _mark(book, HEADER + len(places))


def _written(book: Book) -> Written:
    assert book.written is not None, "the sheet is there only where accounts are named"
    return book.written


def _set_up(book: Book) -> None:
    sheet, styles = book.sheet(ROLES), book.styles
    for place, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(place, place, width)
    sheet.worksheet.set_column(IN_SENTENCE, IN_SENTENCE, 10, None, {"hidden": True})
    sheet.worksheet.freeze_panes(HEADER + 1, ROLE + 1)
    sheet.worksheet.repeat_rows(HEADER)
    sheet.text(0, 0, ROLES, styles.title)
    sheet.text(DAY, ACCOUNT, "What is cream is to fill in.", styles.kicker)
    sheet.text(DAY, PERSON, "Months are counted up to", styles.kicker)
    sheet.worksheet.set_row(LEAD, 20)
    sheet.number(DAY, LAST, day_number(_written(book).as_of), styles.agreed_day)
    heads = ["Account", "Role", "Person or function", "Last contact", "How it stands", "Months since"]
    sheet.texts(HEADER, ACCOUNT, heads, styles.header)
    counts = ["Role, counted", "Nobody named", "Never spoken to", f"{LONG_AGO} months or longer", "In a sentence"]
    sheet.texts(HEADER, COUNTED, counts, styles.header)
    sheet.worksheet.set_row(HEADER, 26)


def _write_role(book: Book, row: int, account: KeyAccount, role: BuyingRole) -> None:
    sheet, styles, contact = book.sheet(ROLES), book.styles, account.contact(role.id)
    is_first = role == _written(book).pages.roles[0]
    sheet.text(row, ACCOUNT, account.name, styles.cell_bold if is_first else styles.cell_muted)
    sheet.text(row, ROLE, role.name, styles.cell)
    sheet.text(row, PERSON, contact.person, styles.agreed)
    last = contact.last_contact
    sheet.number(row, LAST, day_number(last) if last else None, styles.agreed_day)
    _must_be_date(book, row)
    _write_standing(book, row, contact)
    lines = max(cell_lines(account.name, WIDTHS[ACCOUNT]), cell_lines(contact.person, WIDTHS[PERSON]))
    sheet.worksheet.set_row(row, row_height(lines))


def _write_standing(book: Book, row: int, contact: Contact) -> None:
    """How a role is covered, and for how many months nobody spoke with them."""
    sheet, styles, as_of = book.sheet(ROLES), book.styles, _written(book).as_of
    last, today = here(row, LAST), sheet.own_span(DAY, LAST, DAY, LAST).partition(":")[0]
    named, months = f'TRIM({here(row, PERSON)})<>""', here(row, MONTHS)
    whole = f"12*(YEAR({today})-YEAR({last}))+MONTH({today})-MONTH({last})-IF(DAY({today})<DAY({last}),1,0)"
    since = months_since(contact.last_contact, as_of) if contact.person and contact.last_contact else None
    sheet.formula(row, MONTHS, f'IF(AND({named},ISNUMBER({last})),MAX(0,{whole}),"")', since, styles.count)
    ago = f'IF({months}=0,"less than a month",IF({months}=1,"1 month",{months}&" months"))'
    spoken = f'IF({months}="",{quoted(NEVER)},"last spoken to "&{ago}&" ago")'
    sheet.formula(row, STANDING, f"IF({named},{spoken},{quoted(NOBODY)})", standing(contact, as_of), styles.cell)


def _must_be_date(book: Book, row: int) -> None:
    rule = {
        "validate": "date",
        "criteria": ">=",
        "value": EARLIEST,
        "error_type": "warning",
        "error_title": "Not a date",
        "error_message": "Please write a date, such as 31/12/2025: the months since follow it.",
    }
    book.sheet(ROLES).worksheet.data_validation(row, LAST, row, LAST, rule)


def _column(book: Book, column: int) -> str:
    """The rows of the map in a column."""
    written = _written(book)
    last = HEADER + len(written.accounts) * len(written.pages.roles)
    return book.sheet(ROLES).own_span(HEADER + 1, column, last, column)


def _write_counts(book: Book, row: int, role: BuyingRole) -> None:
    """For a role, at how many accounts nobody is named, nobody ever spoke with them, or not for long."""
    sheet, styles, written = book.sheet(ROLES), book.styles, _written(book)
    of_role = f"COUNTIFS({_column(book, ROLE)},{counted_words(role.name)}"
    stands = _column(book, STANDING)
    silent = f'{of_role},{_column(book, MONTHS)},">={LONG_AGO}")'
    sheet.text(row, COUNTED, role.name, styles.cell_bold)
    sheet.formula(row, UNNAMED, f"{of_role},{stands},{quoted(NOBODY)})", unnamed(written, role.id), styles.count)
    sheet.formula(row, UNHEARD, f"{of_role},{stands},{quoted(NEVER)})", unheard(written, role.id), styles.count)
    sheet.formula(row, SILENT, silent, long_ago(written, role.id), styles.count)
    sheet.text(row, IN_SENTENCE, role.blank, styles.cell_muted)


def _write_lead(book: Book) -> None:
    """The widest gap in a sentence."""
    written = _written(book)
    total, last = len(written.accounts), HEADER + len(written.pages.roles)
    names = book.sheet(ROLES).own_span(HEADER + 1, IN_SENTENCE, last, IN_SENTENCE)

    def finding(column: int, words: tuple[str, str]) -> tuple[str, str]:
        counts = book.sheet(ROLES).own_span(HEADER + 1, column, last, column)
        most = f"MAX({counts})"
        name = f"INDEX({names},MATCH({most},{counts},0))"
        return f"{most}>0", f"{_for_accounts(most, total)}&{quoted(words[0])}&{name}&{quoted(words[1])}"

    gaps = (
        finding(UNNAMED, (" nobody can name the ", "")),
        finding(UNHEARD, (" nobody ever spoke with the ", "")),
        finding(SILENT, (" nobody spoke with the ", f" for {LONG_AGO} months or more")),
    )
    formula = quoted(f"Every role is named, and heard within the last {LONG_AGO} months")
    for is_there, said in reversed(gaps):
        formula = f"IF({is_there},{said},{formula})"
    book.sheet(ROLES).formula(LEAD, 0, formula, roles_title(written), book.styles.heading)


def _for_accounts(most: str, total: int) -> str:
    if total == 1:
        return quoted("For the one account")
    return f'IF({most}={total},"For all {total} accounts","For "&{most}&" of {total} accounts")'


def _mark(book: Book, last: int) -> None:
    """What is missing stands out."""
    sheet, styles = book.sheet(ROLES), book.styles
    cell, months = f"${column_name(STANDING)}{HEADER + 2}", f"${column_name(MONTHS)}{HEADER + 2}"
    missing = f"={cell}={quoted(NOBODY)}", f"={cell}={quoted(NEVER)}", _too_long(months)
    for criteria in missing:
        rule = {"type": "formula", "criteria": criteria, "format": styles.signal}
        sheet.worksheet.conditional_format(HEADER + 1, STANDING, last, STANDING, rule)


def _too_long(months: str) -> str:
    return f"=AND(ISNUMBER({months}),{months}>={LONG_AGO})"
