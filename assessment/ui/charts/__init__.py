"""Charts that state one finding each. Their figures are cached: never change one."""

from assessment.ui.charts.canvas import CONFIG
from assessment.ui.charts.profile import profile
from assessment.ui.charts.projection import projection, projection_alt
from assessment.ui.charts.share_bars import money_bar, zone_bars
from assessment.ui.charts.standing import standing
from assessment.ui.charts.team_dots import is_filled, team_alt, team_dots
from assessment.ui.charts.win_map import is_by_name, win_map
from reports.profile_words import profile_alt, profile_title, standing_alt

__all__ = [
    "CONFIG",
    "is_by_name",
    "is_filled",
    "money_bar",
    "profile",
    "profile_alt",
    "profile_title",
    "projection",
    "projection_alt",
    "standing",
    "standing_alt",
    "team_alt",
    "team_dots",
    "win_map",
    "zone_bars",
]
