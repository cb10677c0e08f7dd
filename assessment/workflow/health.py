"""Whether the app can do its work."""

from assessment.storage.migrating import revision_of
from assessment.workflow.opening import Place


def schema_of(place: Place) -> str | None:
    """The revision of the database's tables, freshly read. Raises StorageError when it cannot be read."""
    with place.store.read() as connection:
        return revision_of(connection)
