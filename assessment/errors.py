"""The errors a reader may see. Every message says where, what, and how to mend it."""


class AssessmentError(Exception):
    """Something the reader can mend. `problems` holds every one found, not just the first."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Problems:
    """Collects the problems of one file, each as `file, where: what; how to mend`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[str] = []

    def add(self, where: str, what: str) -> None:
        """Note a problem; `where` is a place within the file, or empty for the file as a whole."""
        self.found.append(f"{self.file}{', ' if where else ''}{where}: {what}")

    def raise_if_any(self, kind: type[AssessmentError]) -> None:
        """Raise one error of that kind with all that was noted."""
        if self.found:
            raise kind(*self.found)


class CatalogError(AssessmentError):
    """A questionnaire, profile or reference-point file that cannot be used."""


class IntakeError(AssessmentError):
    """A file that somebody handed in and that cannot be used as it is."""


class ReportError(AssessmentError):
    """A workbook that could not be written where it was asked for."""


class SettingsError(AssessmentError):
    """Settings with which the app must not start."""


class StorageError(AssessmentError):
    """A database that cannot be used, or a change that it did not take."""


class AccessError(AssessmentError):
    """Something that this actor may not do, or that does not exist for this actor."""


class AnsweringError(AssessmentError):
    """Something said of a response that its questionnaire or its state does not allow."""


class CampaignError(AssessmentError):
    """Something decided of an engagement, a campaign or an invitation that cannot be kept."""


class TargetingError(AssessmentError):
    """Something said of segments that cannot be kept."""


class PlanningError(AssessmentError):
    """Something said of a plan that cannot be kept, or that is no longer there."""


class WritingError(AssessmentError):
    """Something written of a strategy, or said of an account, that cannot be kept."""


class ProviderError(AssessmentError):
    """An identity provider that does not answer, or says what does not hold."""


class AccountError(AssessmentError):
    """Something about an account or a sign-in that cannot be."""


class TeamError(AssessmentError):
    """Something said of a team that cannot be kept."""
