"""Every screen, filled: which there are, and how a visitor gets to each."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessment import access
from assessment.access import COOKIE, COOKIE_SIGN_IN
from assessment.model import CampaignMode, Role
from assessment.workflow import accounts, campaigns, inviting
from assessment.workflow.demonstration import GROUP, Shown, demonstrate, demonstrate_team
from assessment.workflow.invented_team import invent_team
from assessment.workflow.inviting import Invitee
from assessment.workflow.opening import Place
from tests.browser.visitor import Visitor
from tests.staff import OPERATOR, account, signed_in


@dataclass(frozen=True)
class Screen:
    """A screen as a test or a picture wants it: its name, whose response it shows, and where it is.

    `purpose`: part of the purpose of a synthetic response, none for somebody without one.
    `press`: a button that is pressed on it first; `unfold`: the title of a part that is opened. `for_staff`: an
    administrator is signed in. `is_plain`: a page without Streamlit. What stands in braces in a path, such as
    `{shared}` for the token of a share link, is known once everything is filled.
    """

    name: str
    purpose: str | None
    path: str
    press: str | None = None
    for_staff: bool = False
    is_plain: bool = False
    unfold: str | None = None


def _staff(name: str, path: str, press: str | None = None, unfold: str | None = None) -> Screen:
    return Screen(name, None, path, press, for_staff=True, unfold=unfold)


@dataclass(frozen=True)
class Filled:
    """What all screens are filled with: synthetic responses, what paths stand for, and an administrator's sign-in."""

    shown: list[Shown]
    words: Mapping[str, str]
    sign_in: str


SCREENS = (
    Screen("welcome", None, "/"),
    Screen("about-you", None, "/about-you"),
    Screen("without-response", None, "/verdict"),
    Screen("nothing-kept", None, "/your-data"),
    Screen("unknown-link", None, "/?link=unknown"),
    Screen("sign-in-first", None, "/accounts"),
    Screen("unknown-invitation", None, "/?link=no-invitation"),
    Screen("welcome-back", "half answered", "/"),
    Screen("priorities-empty", "just begun", "/priorities"),
    Screen("priorities", "half answered", "/priorities"),
    Screen("dimension-empty", "just begun", "/on-identity-link"),
    Screen("dimension-answered", "half answered", "/on-identity-link"),
    Screen("dimension-with-practice", "full", "/on-right-to-win"),
    Screen("targets-empty", "just begun", "/targets"),
    Screen("targets", "complete draft", "/targets"),
    Screen("review-open", "half answered", "/review"),
    Screen("review", "complete draft", "/review"),
    Screen("private-link", "complete draft", "/review", press="Private link"),
    Screen("review-submitted", "full", "/review"),
    Screen("verdict", "full", "/verdict"),
    Screen("verdict-short", "short length", "/verdict"),
    Screen("verdict-too-few", "too few", "/verdict"),
    Screen("portrait", "full", "/portrait-right-to-win"),
    Screen("portrait-short", "short length", "/portrait-culture"),
    Screen("portrait-too-few", "too few", "/portrait-culture"),
    Screen("plan", "full", "/plan"),
    Screen("plan-empty", "short length", "/plan"),
    Screen("plan-too-few", "too few", "/plan"),
    Screen("presentations", "full", "/presentations"),
    Screen("presentations-empty", "short length", "/presentations"),
    Screen("share", "full", "/presentations", press="Share for reading"),
    Screen("shared", None, "/s/{shared}"),
    Screen("shared-unknown", None, "/s/unknown"),
    Screen("team-not-signed-in", None, "/team"),
    Screen("ask-colleague", "half answered", "/on-identity-link", press="Ask a colleague to answer this one"),
    Screen("asked-unknown", None, "/k/unknown"),
    Screen("sponsor-unknown", None, "/t/unknown"),
    Screen("in-excel-new", None, "/in-excel"),
    Screen("in-excel", "half answered", "/in-excel"),
    Screen("in-excel-submitted", "full", "/in-excel"),
    Screen("segments", "full", "/segments"),
    Screen("segments-empty", "half answered", "/segments"),
    Screen("weights", "half answered", "/weights"),
    Screen("weights-locked", "full", "/weights"),
    Screen("rate", "full", "/rate"),
    Screen("rate-empty", "half answered", "/rate"),
    Screen("rivals", "full", "/rivals"),
    Screen("adjacency", "full", "/adjacency"),
    Screen("workshop", "full", "/segments", press="Rate them in a workshop"),
    Screen("rate-blind-without-place", None, "/rate-blind"),
    Screen("where-to-win", "full", "/where-to-win"),
    Screen("where-to-win-empty", "half answered", "/where-to-win"),
    Screen("strategy", "full", "/strategy"),
    Screen("strategy-read", "full", "/strategy?view=read"),
    Screen("strategy-empty", "half answered", "/strategy"),
    Screen("customer-now", "full", "/customer-now"),
    Screen("customer-now-empty", "half answered", "/customer-now"),
    Screen("customer-now-open", "full", "/customer-now", press="Fill in account 1"),
    Screen("peers", "full", "/peers"),
    Screen("your-data", "full", "/your-data"),
    Screen("erase", "full", "/your-data", press="Erase"),
    # These links leave cookies, so what is shown without any comes before them.
    Screen("invited", None, "/i/{invited}"),
    Screen("sponsor", None, "/t/{sponsor}"),
    _staff("workspace", "/workspace"),
    _staff("engagement", "/engagement?id={engagement}"),
    _staff("engagement-new-campaign", "/engagement?id={engagement}", unfold="New campaign"),
    _staff("engagement-unknown", "/engagement?id=unknown"),
    _staff("campaign", "/campaign?id={named}"),
    _staff("campaign-settings", "/campaign?id={confidential}", unfold="Settings"),
    _staff("campaign-closed", "/campaign?id={anonymous}"),
    _staff("campaign-unknown", "/campaign?id=unknown"),
    _staff("team", "/team?campaign={named}&organisation={of_named}"),
    _staff("team-confidential", "/team?campaign={confidential}&organisation={of_confidential}"),
    _staff("team-anonymous", "/team?campaign={anonymous}&organisation={of_anonymous}"),
    _staff("sponsor-link", "/team?campaign={named}&organisation={of_named}", press="Let a sponsor read it"),
    _staff("disputes", "/disputes?campaign={named}&organisation={of_named}"),
    _staff("dispute", "/disputes?campaign={named}&organisation={of_named}", press="Begin"),
    _staff("dispute-anonymous", "/disputes?campaign={anonymous}&organisation={of_anonymous}", press="Begin"),
    _staff("accounts", "/accounts"),
    _staff("audit", "/audit"),
    Screen("sign-in", None, "/sign-in", is_plain=True),
    Screen("setup", None, "/setup/{setup}", is_plain=True),
    Screen("password", None, "/password", for_staff=True, is_plain=True),
)


def filled(place: Place) -> Filled:
    """Everything that all screens show."""
    shown = demonstrate(OPERATOR, place)
    shared = next(response.shared for response in shown if response.shared)
    own = account(place, "ada@example.com", Role.ADMINISTRATOR, "Ada Root")
    setup = access.new_token()
    accounts.add(OPERATOR, place, "cleo@example.com", "Cleo Ruiz", Role.CONSULTANT, setup)
    words = {"shared": shared, "setup": setup, **_teams(place)}
    return Filled(shown, words, signed_in(place, own.email))


def _teams(place: Place) -> dict[str, str]:
    """A team in each mode: named and confidential while the campaign is open, anonymous once it is closed."""
    named = demonstrate_team(OPERATOR, place)
    confidential = invent_team(OPERATOR, place, GROUP, CampaignMode.CONFIDENTIAL)
    anonymous = invent_team(OPERATOR, place, GROUP, CampaignMode.ANONYMOUS)
    campaigns.close(OPERATOR, place, anonymous.campaign)
    (invited,) = inviting.invite(
        OPERATOR, place, confidential.campaign, [Invitee("Karen Quist", "karen@example.com", confidential.organisation)]
    ).issued
    return {
        "named": named.campaign,
        "of_named": named.organisation,
        "confidential": confidential.campaign,
        "of_confidential": confidential.organisation,
        "anonymous": anonymous.campaign,
        "of_anonymous": anonymous.organisation,
        "engagement": campaigns.campaign_of(OPERATOR, place, named.campaign).engagement.engagement.id,
        "sponsor": named.sponsor,
        "invited": invited.token,
    }


def path_for(screen: Screen, filled: Filled) -> str:
    """Where a screen is."""
    return screen.path.format(**filled.words)


def cookies_for(screen: Screen, filled: Filled) -> dict[str, str]:
    """What a browser holds that shows a screen: a response's token, a sign-in's secret, or nothing."""
    if screen.for_staff:
        return {COOKIE_SIGN_IN: filled.sign_in}
    if screen.purpose is None:
        return {}
    return {COOKIE: next(response.token for response in filled.shown if screen.purpose in response.purpose)}


def open_in(visitor: Visitor, screen: Screen, filled: Filled) -> None:
    """Open a screen, and press what is to be pressed on it."""
    path = path_for(screen, filled)
    if screen.is_plain:
        visitor.page.goto(f"{visitor.address}{path}")
        return
    visitor.open(path)
    if screen.press:
        visitor.press(screen.press)
    if screen.unfold:
        visitor.page.locator("summary").filter(has_text=screen.unfold).click()
        visitor.settle()
