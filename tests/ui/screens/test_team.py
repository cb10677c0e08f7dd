"""The team's page and workshop mode: for those who work with it, for a sponsor, and for nobody else."""

import pytest

from assessment import access
from assessment.model import CampaignMode
from assessment.ui.charts import team_alt
from assessment.ui.charts.team_dots import draw, initials
from assessment.workflow import sponsoring, teaming
from tests.staff import account, actor, hash_fast, signed_in
from tests.ui.apptest import Browser, labels, panels, press, run, title, words
from tests.workflow.teams import Held, answered, closed, held

HOSTILE = "Bo **bold** <img src=x> :smile:"


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is not what is tested here."""
    hash_fast(monkeypatch)


def team_in(browser: Browser, mode: CampaignMode = CampaignMode.NAMED, people: int = 6) -> Held:
    """A team in dispute; its consultant is signed in."""
    made = account(browser.place)
    team = held(browser.place, mode, actor(made))
    browser.sign_in = signed_in(browser.place, made.email)
    count = len([q for q in browser.place.edition.questionnaire.questions if not q.optional])
    top = len(browser.place.edition.questionnaire.scale) - 1
    for at in range(people):
        answered(browser.place, team, HOSTILE if at == 1 else f"Person {at}", [0 if at % 2 else top] * min(count, 8))
    return team


def where(team: Held) -> dict[str, str]:
    """The address of its page."""
    return {"campaign": team.campaign, "organisation": team.organisation}


def test_whoever_is_not_signed_in_is_told_to(browser: Browser) -> None:
    """Whatever the address names."""
    team = team_in(browser)
    browser.sign_in = None
    for screen in ("team", "disputes"):
        assert title(browser.open(screen, **where(team))) == "Sign in first"


def test_a_consultant_of_another_engagement_finds_nothing(browser: Browser) -> None:
    """In the words for what does not exist."""
    team = team_in(browser)
    other = account(browser.place, "other@example.com", name="Other")
    browser.sign_in = signed_in(browser.place, other.email)
    for named in (where(team), {"campaign": "x", "organisation": "y"}, {}):
        for screen in ("team", "disputes"):
            tab = browser.open(screen, **named)
            assert title(tab) == "There is nothing to see here"
            assert "Nordic" not in words(tab)


def test_the_page_says_where_the_team_splits_and_quotes_both_ends(browser: Browser) -> None:
    """And every mean opens to the answers behind it, by name, shown literally."""
    team = team_in(browser)
    tab = browser.open("team", **where(team))
    assert title(tab).startswith("The team splits in two over")
    question = browser.place.edition.questionnaire.questions[0]
    label = browser.place.edition.questionnaire.dimension[question.dimension].label
    assert "Read as unsettled" in words(tab)
    assert "read as unsettled" in words(tab)
    opened = panels(tab, label)
    assert HOSTILE.replace("-", "\u2011") in opened
    assert "÷ 6 = " in opened
    assert "<img" not in "".join(str(element.value) for element in tab.markdown)
    assert "The team’s workbook" in "".join(element.proto.body for element in tab.get("html"))


@pytest.mark.parametrize("mode", [CampaignMode.CONFIDENTIAL, CampaignMode.ANONYMOUS])
@pytest.mark.parametrize("people", [2, 4, 6])
def test_no_name_is_on_the_page_of_those_who_were_promised_so(
    browser: Browser, mode: CampaignMode, people: int
) -> None:
    """Neither in words nor in what a chart or a panel holds; with too few, the page says why."""
    team = team_in(browser, mode, people)
    assert title(browser.open("team", **where(team))).startswith("Figures are shown once the campaign is closed")
    closed(browser.place, team)
    tab = browser.open("team", **where(team))
    whole = "".join(str(element.proto) for element in [*tab.get("html"), *tab.get("plotly_chart"), *tab.markdown])
    assert "Person" not in whole
    if people == 2:
        assert "too few to show how far they agree" in title(tab)
        assert "answers on; there are 2" in words(tab)


def test_a_dispute_is_settled_in_the_workshop_and_stands_beside_the_answers(browser: Browser) -> None:
    """Agenda, dispute, decision with its reason, agreed beside original, and open again."""
    team = team_in(browser)
    tab = browser.open("disputes", **where(team))
    assert title(tab).startswith("Settle ")
    press(tab, "begin")
    found = teaming.team_of(team.consultant, browser.place, *team.where)
    question = browser.place.edition.questionnaire.question[found.view.disputes[0].question]
    tab = browser.open("disputes", **where(team), at=question.id)
    assert title(tab) == question.name
    assert f"“{question.levels[0].text}”".replace("'", "\u2019") in words(tab).replace("'", "\u2019")
    tab.radio(key=key_of("agreed", question.id)).set_value(question.levels[2].value)
    tab.text_area(key=key_of("reason", question.id)).set_value("We read the **minutes**.")
    run(tab)
    tab.button(key=key_of("settle")).click()
    run(tab)
    found = teaming.team_of(team.consultant, browser.place, *team.where)
    assert found.settlements[question.id].level == question.levels[2].value
    assert "We read the \\*\\*minutes\\*\\*" in "".join(str(element.value) for element in tab.markdown)
    assert "Agreed beside original" in words(tab)
    assert "What the team agreed on" in words(browser.open("team", **where(team)))
    tab.button(key=key_of("reopen_dispute")).click()
    run(tab)
    assert teaming.team_of(team.consultant, browser.place, *team.where).settlements == {}


def key_of(*parts: str) -> str:
    """The key of a widget of somebody without answers of their own."""
    return "_".join([*parts, ""])


def test_a_settlement_without_a_reason_is_refused_on_the_page(browser: Browser) -> None:
    """And what to do is said."""
    team = team_in(browser)
    found = teaming.team_of(team.consultant, browser.place, *team.where)
    id = found.view.disputes[0].question
    tab = browser.open("disputes", **where(team), at=id)
    tab.radio(key=key_of("agreed", id)).set_value(-1)
    run(tab)
    tab.button(key=key_of("settle")).click()
    run(tab)
    assert "Say in a few words why" in words(tab)


def test_a_sponsor_reads_the_page_and_changes_nothing(browser: Browser) -> None:
    """The link is made on the page and shown once; once revoked it opens nothing."""
    team = team_in(browser)
    token = access.new_token()
    link = sponsoring.link_sponsor(team.consultant, browser.place, team.where, "The chair", token, 30)
    assert "The chair" in words(browser.open("team", **where(team)))
    browser.sign_in, browser.sponsor = None, token
    tab = browser.open("team")
    assert title(tab).startswith("The team splits in two over")
    assert "The chair" not in words(tab)
    assert set(labels(tab)) == {"Open the workshop"}
    found = teaming.team_of(team.consultant, browser.place, *team.where)
    tab = browser.open("disputes", at=found.view.disputes[0].question)
    assert "Keep it" not in labels(tab)
    assert not tab.radio
    sponsoring.revoke_sponsor(team.consultant, browser.place, team.where, link.id)
    assert title(browser.open("team")) == "Sign in first"


def test_an_assessor_s_rating_is_given_on_the_page(browser: Browser) -> None:
    """With the document; it stands beside the team's mean."""
    team = team_in(browser)
    tab = browser.open("team", **where(team))
    id = str(tab.selectbox(key=key_of("rated_question")).value)
    level = browser.place.edition.questionnaire.question[id].levels[1].value
    tab.selectbox(key=key_of("rated_level", id)).set_value(level)
    tab.text_input(key=key_of("rated_by", id)).set_value("Minutes <b>of</b> March")
    run(tab)
    tab.button(key=key_of("keep_rating")).click()
    run(tab)
    (rating,) = teaming.team_of(team.consultant, browser.place, *team.where).ratings.values()
    assert (rating.level, rating.reference) == (level, "Minutes <b>of</b> March")
    assert "Minutes <b>of</b> March" in words(tab)


def test_questionnaires_of_another_shape_have_a_team_too(other_browser: Browser) -> None:
    """Three areas, four levels, no profile."""
    team = team_in(other_browser)
    tab = other_browser.open("team", **where(team))
    assert title(tab).startswith("The team splits in two over")
    found = teaming.team_of(team.consultant, other_browser.place, *team.where)
    rows = list(found.view.questions)
    assert len(draw(found.edition.questionnaire, found.view, rows).data) == sum(1 for row in rows if row.dots)
    assert "from the lowest level to the highest" in team_alt(found.edition.questionnaire, rows)


def test_initials_are_two_letters_at_most() -> None:
    """The first and the last word's; a dot for a name without letters."""
    assert [initials(name) for name in ("Anna Maria Kowalska", "Bo", "", "<> -")] == ["AK", "B", "·", "·"]
