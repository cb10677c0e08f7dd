"""What the reader is told when a database fails."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from assessment.errors import StorageError

# SQLSTATE classes and codes that pass: lost or refused connections, locks, deadlocks, full disks, shutdowns.
PASSING = ("08", "28", "3D", "40", "53", "55", "57", "58", "25006")
# A key that is taken or gone: somebody else was faster.
OVERTAKEN = ("23503", "23505")
OVERTAKEN_IN_SQLITE = ("SQLITE_CONSTRAINT_FOREIGNKEY", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE")


def _sqlstate(fault: BaseException | None) -> str:
    """PostgreSQL's five signs for an error; nothing for other errors."""
    told = fault.args[0] if fault is not None and fault.args else None
    return str(told.get("C", "")) if isinstance(told, dict) else ""


def sentence(fault: BaseException) -> str:
    """What the database itself says, in one line, without statements or values."""
    cause = (fault.orig if isinstance(fault, DBAPIError) else None) or fault
    if isinstance(cause, OSError):
        return cause.strerror or "no answer"
    told = cause.args[0] if cause.args else cause
    return " ".join(str(told.get("M", "") if isinstance(told, dict) else told).split())


def storage_error(place: str, fault: SQLAlchemyError, *, committing: bool = False) -> StorageError | None:
    """The error to show for a failed transaction; none for a fault of the program.

    `committing`: the failure came at the very end, when a server may have saved already.
    """
    if isinstance(fault, PoolTimeoutError):
        return StorageError(f"{place}: too many users at once; nothing was saved, try again in a moment")
    if not isinstance(fault, DBAPIError):
        return None
    if committing and fault.connection_invalidated:
        return StorageError(
            f"{place}: the connection was lost while saving ({sentence(fault)}); "
            "look whether the change is there before you make it again"
        )
    if _is_overtaken(fault):
        return StorageError(
            f"{place}: somebody else changed the same at this moment; nothing was saved, try again in a moment"
        )
    return passing_error(place, fault) if _is_passing(fault) else None


def passing_error(place: str, fault: BaseException) -> StorageError:
    """The error to show for what may work in a moment."""
    return StorageError(f"{place}: {sentence(fault)}; nothing was saved, try again in a moment")


def _is_overtaken(fault: DBAPIError) -> bool:
    name = getattr(fault.orig, "sqlite_errorname", "")
    return _sqlstate(fault.orig) in OVERTAKEN or name in OVERTAKEN_IN_SQLITE


def _is_passing(fault: DBAPIError) -> bool:
    if fault.connection_invalidated or _sqlstate(fault.orig).startswith(PASSING):
        return True
    name = getattr(fault.orig, "sqlite_errorname", "")
    return name.startswith(
        ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN")
    )
