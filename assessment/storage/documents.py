"""The texts of questionnaires, profiles and reference points, each under its hash."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select, text

from assessment.errors import StorageError
from assessment.storage.tables import document
from assessment.storage.types import UtcTime
from assessment.wording import shown

_KEEP = text(
    "INSERT INTO document (hash, kind, text, stored_at) VALUES (:hash, :kind, :text, :stored_at) "
    "ON CONFLICT (hash) DO NOTHING"
).bindparams(bindparam("stored_at", type_=UtcTime))
_TEXT = select(document.c.text).where(document.c.hash == bindparam("hash"))


def keep(connection: Connection, hash: str, kind: str, text: str, now: datetime) -> None:
    """Store a document of a `DocumentKind`, unless it is stored already."""
    connection.execute(_KEEP, {"hash": hash, "kind": kind, "text": text, "stored_at": now})


def text_of(connection: Connection, hash: str) -> str:
    """The text of a document. Raises StorageError when none is stored under the hash."""
    found = connection.execute(_TEXT, {"hash": hash}).scalar_one_or_none()
    if found is None:
        raise StorageError(f"document {shown(hash)}: none is stored under this hash; restore a backup that has it")
    return str(found)
