"""From the text of a data file to a questionnaire, all problems at once.

Knows no folder and no database: it is handed text and gives back values.
"""

from assessment.catalog.building import parse
from assessment.catalog.documents import json_schema
from assessment.catalog.reading import Kind, kind_of
from assessment.catalog.references import parse_profile, parse_reference_points
from assessment.catalog.targeting import parse_targeting
from assessment.catalog.written import parse_written_pages

__all__ = [
    "Kind",
    "json_schema",
    "kind_of",
    "parse",
    "parse_profile",
    "parse_reference_points",
    "parse_targeting",
    "parse_written_pages",
]
