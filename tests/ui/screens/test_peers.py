"""Peers: told after the verdict, stored at once, and taken back at any time."""

from assessment.model import Actor
from assessment.workflow import answering
from tests.ui.apptest import Browser, choose, key, press_labelled, radio, run, title, words


def begin(browser: Browser) -> Actor:
    """A submitted response."""
    actor = browser.begin()
    answering.answer(actor, browser.place, browser.place.edition.questionnaire.questions[0].id, 300)
    answering.submit(actor, browser.place)
    return actor


def test_each_field_is_stored_at_once(browser: Browser) -> None:
    """Those about the organisation and those about the respondent; what was asked first is not asked again."""
    begin(browser)
    tab = browser.open("peers")
    asked = {str(box.key).removeprefix("select_").rpartition("_")[0] for box in tab.selectbox}
    fields = {field.id: field for field in browser.place.edition.profile.fields if field.options}
    assert asked == set(fields) - {"lens", "level"}
    for id in sorted(asked):
        choice = fields[id].options[-1].id
        tab.selectbox(key=key(tab, "select", id)).set_value(choice)
        run(tab)
        assert browser.stored.stored.response.profile[id] == choice
    assert set(browser.stored.stored.organisation.profile) == {id for id in asked if fields[id].about == "organisation"}


def test_consent_is_nothing_until_it_is_given_and_can_be_taken_back(any_browser: Browser) -> None:
    """Nothing is chosen beforehand; each word is confirmed."""
    begin(any_browser)
    tab = any_browser.open("peers")
    assert radio(tab, "consent").value is None
    assert any_browser.stored.stored.peers_consent is None
    for given, said in ((True, "may be counted"), (False, "are not counted"), (True, "may be counted")):
        choose(tab, "consent", given)
        assert any_browser.stored.stored.peers_consent is given
        assert said in tab.info[0].value


def test_a_withdrawn_consent_is_shown_as_such(browser: Browser) -> None:
    """Not as nothing said."""
    answering.consent(begin(browser), browser.place, False)
    tab = browser.open("peers")
    assert radio(tab, "consent").value is False


def test_without_a_profile_only_consent_is_asked(other_browser: Browser) -> None:
    """And the page leads back to the verdict."""
    begin(other_browser)
    tab = other_browser.open("peers")
    assert len(tab.selectbox) == 0
    assert "Nordic division" in words(tab)
    assert "What you can do next" in words(press_labelled(tab, "To the verdict"))


def test_telling_it_leaves_the_answers_submitted(browser: Browser) -> None:
    """They are no answers."""
    begin(browser)
    tab = choose(browser.open("peers"), "consent", True)
    assert title(tab) == "Who are your peers?"
    assert not browser.stored.is_draft
