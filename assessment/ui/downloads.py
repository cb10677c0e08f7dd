"""The addresses of what can be taken along, where screens and routes meet."""

import hashlib
from urllib.parse import urlencode

SCORECARD = "/download/scorecard.xlsx"
ANSWERS = "/download/answers.json"
ANSWERS_TABLES = "/download/answers.xlsx"
ANSWER_SHEET = "/download/answer-sheet.xlsx"
EMPTY_SHEET = "/download/empty-answer-sheet.xlsx"
VERDICT = "/download/verdict.pdf"
PROFILE_SVG = "/download/profile.svg"
PROFILE_PNG = "/download/profile.png"
PRESENTED = "/download/presented.pdf"
SEGMENTS = "/download/segments.csv"
TEAM = "/download/team.xlsx"
HOLDING, HOLDING_TABLES = "/download/organisation.json", "/download/organisation.xlsx"
ENGAGEMENT = "engagement"
CAMPAIGN, ORGANISATION = "campaign", "organisation"
NEW = "/new"
BACK = "/back"
INVITED = "/invited"
SIGN_IN, SIGN_OUT, PASSWORD = "/sign-in", "/sign-out", "/password"
NEXT = "next"
AUDIT_CSV = "/download/audit.csv"
ABOUT, BY = "about", "by"
OF, ZONE, PRESENTATION, LENGTH = "of", "zone", "presentation", "length"


def mark_of(response: str) -> str:
    """What tells one response from another in an address, and does not tell its id."""
    return hashlib.sha256(response.encode()).hexdigest()[:12]


def address(path: str, response: str, zone: str | None) -> str:
    """A download of that response, refused when the browser holds another by then; dates in the visitor's zone."""
    return f"{path}?{urlencode({OF: mark_of(response), **({ZONE: zone} if zone else {})})}"


def empty_sheet(length: str, zone: str | None) -> str:
    """A sheet to fill in for somebody who has not begun, of that length."""
    return f"{EMPTY_SHEET}?{urlencode({LENGTH: length, **({ZONE: zone} if zone else {})})}"


def presented(presentation: str) -> str:
    """The frozen presentation with that id as a file."""
    return f"{PRESENTED}?{urlencode({PRESENTATION: presentation})}"


def holding(path: str, engagement: str, organisation: str) -> str:
    """All that is held about an organisation of an engagement, both by id, as JSON or as a workbook."""
    return f"{path}?{urlencode({ENGAGEMENT: engagement, ORGANISATION: organisation})}"


def team(campaign: str, organisation: str, zone: str | None) -> str:
    """The workbook of an organisation in a campaign, both by id; dates in the visitor's zone."""
    said = {CAMPAIGN: campaign, ORGANISATION: organisation, **({ZONE: zone} if zone else {})}
    return f"{TEAM}?{urlencode(said)}"
