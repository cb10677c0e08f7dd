"""Charts that state one finding each. Their figures are cached: never change one."""

from assessment.ui.charts.canvas import CONFIG
from assessment.ui.charts.profile import profile
from assessment.ui.charts.projection import projection, projection_alt
from assessment.ui.charts.standing import standing
from reports.profile_words import profile_alt, profile_title, standing_alt

__all__ = [
    "CONFIG",
    "profile",
    "profile_alt",
    "profile_title",
    "projection",
    "projection_alt",
    "standing",
    "standing_alt",
]
