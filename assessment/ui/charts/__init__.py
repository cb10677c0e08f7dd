"""Charts that state one finding each. Their figures are cached: never change one."""

from assessment.ui.charts.canvas import CONFIG
from assessment.ui.charts.profile import profile
from assessment.ui.charts.words import profile_alt
from reports.profile_words import profile_title

__all__ = ["CONFIG", "profile", "profile_alt", "profile_title"]
