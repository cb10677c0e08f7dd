"""The texts of the pages that organisations write, wave by wave: by page and part."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from assessment.storage.statements import upsert
from assessment.storage.tables import WrittenPage, written_part

_PAGE = (
    written_part.c.organisation_id == bindparam("organisation"),
    written_part.c.wave == bindparam("of_wave"),
    written_part.c.page == bindparam("on_page"),
)
_OF = select(written_part.c.part, written_part.c.text).where(*_PAGE).order_by(written_part.c.part)
_PUT = upsert(written_part, "text", "changed_at")
_REMOVE = delete(written_part).where(*_PAGE, written_part.c.part == bindparam("this"))


def of(connection: Connection, organisation: str, wave: int, page: WrittenPage) -> dict[str, str]:
    """The texts of a page by part; a part that is blank is not among them."""
    where = {"organisation": organisation, "of_wave": wave, "on_page": page}
    return {row.part: row.text for row in connection.execute(_OF, where)}


def put(
    connection: Connection, organisation: str, wave: int, page: WrittenPage, part: str, text: str, now: datetime
) -> None:
    """Store the text of a part; an empty one takes back what was there."""
    if not text:
        connection.execute(_REMOVE, {"organisation": organisation, "of_wave": wave, "on_page": page, "this": part})
        return
    row = {"organisation_id": organisation, "wave": wave, "page": page, "part": part, "text": text}
    connection.execute(_PUT, {**row, "changed_at": now})
