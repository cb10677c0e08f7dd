"""What every erasure ends with: nothing that leads to what is gone, and a receipt."""

from dataclasses import dataclass
from datetime import datetime

from assessment.errors import StorageError
from assessment.storage import audits, responses
from assessment.storage.store import Connection
from assessment.workflow.opening import Place


@dataclass(frozen=True)
class Receipt:
    """Proof of an erasure; it names nobody.

    `traces_removed`: whether what was deleted is overwritten in the database's files too by now.
    """

    number: str
    erased_at: datetime
    traces_removed: bool


def receipt(place: Place, number: str, erased_at: datetime) -> Receipt:
    """The receipt of an erasure that is stored; first no trace of it is left in the files, where that can be done."""
    return Receipt(number, erased_at, _traces_removed(place))


def remove_response(connection: Connection, id: str) -> None:
    """Remove a response with its history; its private link can never lead to another, and no id of it is left."""
    responses.spend_link(connection, id)
    responses.remove(connection, id)
    audits.forget(connection, id)


def _traces_removed(place: Place) -> bool:
    """Whether the files could be cleaned at once. The erasure itself stands in any case."""
    try:
        place.store.erase_traces()
    except StorageError:
        return False
    return True
