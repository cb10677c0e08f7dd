"""How the labels of charts are set."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart


def keep_on_one_line(chart: "Chart") -> None:
    """Keep labels on one line each: programs break them at a fifth of the chart's width otherwise.

    XlsxWriter has no option for it, so the element that holds the setting is written here.
    """

    def write_body(rotation: int | None, is_horizontal: bool) -> None:
        if rotation is None:
            chart._xml_empty_tag("a:bodyPr", [("wrap", "none")])
        else:
            type(chart)._write_a_body_pr(chart, rotation, is_horizontal)

    chart._write_a_body_pr = write_body
