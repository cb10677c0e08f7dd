"""The errors a reader may see. Every message says where, what, and how to mend it."""


class AssessmentError(Exception):
    """Something the reader can mend. `problems` holds every one found, not just the first."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class CatalogError(AssessmentError):
    """A questionnaire, profile or reference-point file that cannot be used."""


class IntakeError(AssessmentError):
    """A file that somebody handed in and that cannot be used as it is."""


class ReportError(AssessmentError):
    """A workbook that could not be written where it was asked for."""
