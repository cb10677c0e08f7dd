"""Every screen, filled: which there are, and how a visitor gets to each."""

from dataclasses import dataclass

from assessment.model import Actor, Role
from assessment.workflow.demonstration import Shown, demonstrate
from assessment.workflow.opening import Place


@dataclass(frozen=True)
class Screen:
    """A screen as a test or a picture wants it: its name, whose response it shows, and where it is.

    `purpose`: part of the purpose of a synthetic response, none for somebody without one.
    `press`: a button that is pressed on it first. `{shared}` in a path stands for a share link's token.
    """

    name: str
    purpose: str | None
    path: str
    press: str | None = None


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
)


def demonstrated(place: Place) -> list[Shown]:
    """Synthetic responses for all screens."""
    return demonstrate(Actor(Role.OPERATOR), place)


def path_for(screen: Screen, shown: list[Shown]) -> str:
    """Where a screen is."""
    return screen.path.format(shared=next(response.shared for response in shown if response.shared))


def token_for(screen: Screen, shown: list[Shown]) -> str | None:
    """The token of the response that a screen shows."""
    if screen.purpose is None:
        return None
    return next(response.token for response in shown if screen.purpose in response.purpose)
