"""The first line of page one: whose scorecard, of which day, and what it is branded with."""

from io import BytesIO

from xlsxwriter.image import Image

from reports.book import SCORECARD, Book, whose_and_when
from reports.cells import brief
from reports.grid import BAR, DECISION_TEXT, LAST, MARK, pixels_of, width_of
from reports.height import lines_of

# Points of the line at least, with and without something branded.
BRANDED, PLAIN = 38.0, 20.0
# Pixels between the logo and the edge, and its height.
ROOM, LOGO_HEIGHT, LOGO_COLUMNS = 3, 44, 3
LONGEST_CLIENT, LONGEST_LINE = 80, 200
# Dots an inch at which a picture is as large as its pixels.
DOTS = 96


def write(book: Book, row: int) -> int:
    """Write the line; answers with the row where the right side goes on, which is the same without branding."""
    sheet, styles, branding, title = book.sheet(SCORECARD), book.styles, book.branding, whose_and_when(book)
    area, client = (row, MARK, row, BAR), brief(" ".join(branding.client.split()), LONGEST_CLIENT)
    lines = min(3, lines_of(title, width_of(MARK, BAR), 9))
    if client:
        sheet.two_line_tile(area, (client, styles.client), (title, styles.title_line))
    else:
        sheet.tile(area, title, styles.title_line)
    if not branding:
        sheet.worksheet.set_row(row, max(PLAIN, 12.5 * lines))
        return row
    sheet.worksheet.set_row(row, max(BRANDED, 12.5 * lines + (16 if client else 0)))
    words = brief(" ".join(branding.confidentiality.split()), LONGEST_LINE)
    sheet.tile((row, DECISION_TEXT, row, LAST - LOGO_COLUMNS), words, styles.confidential)
    if branding.logo:
        _add_logo(book, row)
    return row + 1


def _add_logo(book: Book, row: int) -> None:
    """At the right edge, as high as the row allows, whatever resolution its file claims."""
    picture, first = Image(BytesIO(book.branding.logo)), LAST - LOGO_COLUMNS + 1
    room = pixels_of(first, LAST) - ROOM
    scale = min(LOGO_HEIGHT / picture.height, room / picture.width)
    client = book.branding.client.strip()
    options = {
        "x_scale": scale * picture.x_dpi / DOTS,
        "y_scale": scale * picture.y_dpi / DOTS,
        "x_offset": max(0, room - picture.width * scale),
        "y_offset": ROOM,
        "description": brief(f"Logo of {client}" if client else "Logo", LONGEST_LINE),
        "object_position": 1,
    }
    book.sheet(SCORECARD).worksheet.insert_image(row, first, picture, options)
