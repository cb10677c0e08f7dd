"""The sheet of perception gaps: every group that may be shown against all others, and which are not, and why."""

from assessment.rounding import as_number
from reports.cells import here
from reports.team.book import GAPS, TeamBook

HEADS = ("Group", "", "n", "Mean", "Others, n", "Others, mean", "Gap")
WIDTHS = (30, 34, 7, 9, 10, 13, 9)
HEADER = 3


def write(book: TeamBook) -> None:
    """A row for each group and dimension."""
    sheet, styles, report = book.sheets[GAPS], book.styles, book.report
    for column, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    sheet.text(0, 0, "Who sees it otherwise", styles.title)
    sheet.text(1, 0, "The mean of each group minus the mean of all others who have a score.", styles.kicker)
    heads = (HEADS[0], report.questionnaire.dimension_noun.capitalize(), *HEADS[2:])
    for column, head in enumerate(heads):
        sheet.text(HEADER, column, head, styles.header if column < 2 else styles.header_right)
    at = HEADER
    for gap in sorted(report.view.gaps, key=lambda gap: (gap.partition, gap.label)):
        at += 1
        sheet.text(at, 0, gap.label, styles.cell_bold)
        sheet.text(at, 1, report.questionnaire.dimension[gap.dimension].label, styles.cell)
        sheet.number(at, 2, gap.n, styles.count)
        sheet.number(at, 3, as_number(gap.mean), styles.figure_exact)
        sheet.number(at, 4, gap.others_n, styles.count)
        sheet.number(at, 5, as_number(gap.others), styles.figure_exact)
        formula = f"ROUND({here(at, 3)}-{here(at, 5)},2)"
        sheet.formula(at, 6, formula, as_number(gap.gap), styles.row(num_format="+0.00;-0.00;0.00", align="right"))
    for group in report.view.withheld:
        at += 1
        labels = [report.questionnaire.dimension[id].label for id in group.dimensions]
        where = "everywhere" if len(labels) == len(report.questionnaire.dimensions) else ", ".join(labels)
        sheet.text(at, 0, group.label, styles.cell_bold)
        sheet.tile((at, 1, at, len(HEADS) - 1), f"{where}: {group.why}", styles.cell_muted)
        sheet.worksheet.set_row(at, 28)
    if at == HEADER:
        sheet.text(at + 1, 0, "There are no groups to compare.", styles.prose)
    sheet.worksheet.freeze_panes(HEADER + 1, 1)
