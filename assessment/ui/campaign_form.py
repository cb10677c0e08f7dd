"""The form in which a campaign is decided, new or before anybody has begun."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import available_timezones

import streamlit as st

from assessment import times
from assessment.mode_words import FOR_STAFF, MODE_NAMES
from assessment.model import (
    Campaign,
    CampaignMode,
    CampaignOption,
    Edition,
    EditionKey,
    Length,
    ProfileField,
    ScoringRule,
)
from assessment.ui import widgets
from assessment.ui.literal import literal
from assessment.ui.session import Visit
from assessment.workflow.campaigns import LENS, LONGEST_BLOC, MOST_WAVES, SENIORITY, Terms, terms_of
from assessment.workflow.engagements import LONGEST_NAME

LENGTHS = {Length.FULL: "Full", Length.SHORT: "Short"}
RULES = {
    ScoringRule.RESPONDENTS: "The mean of everybody who answers, one vote each",
    ScoringRule.LENSES: "The mean of the functions, each with one vote",
}
DAYS_OPEN = 21
# The end of a day as people mean it.
LAST_MINUTE = time(23, 59)
BLOCS = ("First bloc", "Second bloc")


def new(visit: Visit, editions: Sequence[tuple[EditionKey, Edition]]) -> Terms | None:
    """The form for a new campaign; what was decided once it is handed in."""
    names = {
        key: f"{edition.questionnaire.title}, version {edition.questionnaire.version}" for key, edition in editions
    }
    known = dict(editions)
    key = next(iter(names))
    if len(names) > 1:
        key = st.selectbox("Questions", list(names), format_func=lambda key: names[key], key=visit.key("edition"))
    else:
        widgets.muted(literal(names[key]))
    closes = times.at(visit.place.now().date() + timedelta(days=DAYS_OPEN), LAST_MINUTE, _zone_here())
    begin = Terms("", key, Length.FULL, CampaignMode.CONFIDENTIAL, closes_at=closes, time_zone=_zone_here())
    return _form(visit, "new", begin, known[key], is_fixed=False, label="Begin the campaign")


def changed(visit: Visit, campaign: Campaign, edition: Edition, has_begun: bool) -> Terms | None:
    """The form with what a campaign is; once somebody has begun, only with what can still change."""
    return _form(visit, campaign.id, terms_of(campaign), edition, is_fixed=has_begun, label="Keep the changes")


def _form(visit: Visit, name: str, terms: Terms, edition: Edition, *, is_fixed: bool, label: str) -> Terms | None:
    with st.form(f"campaign_{name}", border=False):
        title = st.text_input("Title, as those invited read it", value=terms.title, max_chars=LONGEST_NAME)
        decided = terms if is_fixed else _what_is_asked(terms, edition)
        decided = _when(visit, replace(decided, title=title), is_fixed=is_fixed)
        if not is_fixed:
            decided = replace(decided, options=_options(terms, edition))
        handed_in = st.form_submit_button(label, type="primary")
    return decided if handed_in else None


def _what_is_asked(terms: Terms, edition: Edition) -> Terms:
    modes = list(MODE_NAMES)
    with st.container(key="card_mode"):
        mode = st.radio(
            "Who sees what",
            modes,
            index=modes.index(terms.mode),
            format_func=lambda mode: f"**{MODE_NAMES[mode]}.** {FOR_STAFF[mode]}",
            width="stretch",
        )
    lengths = [length for length in LENGTHS if length is Length.FULL or edition.questionnaire.has_short_length]
    left, right = st.columns(2)
    with left:
        length = st.selectbox(
            "Length",
            lengths,
            index=lengths.index(terms.length),
            format_func=lambda length: f"{LENGTHS[length]}, {edition.questionnaire.question_count(length)} questions",
        )
    with right:
        wave = st.number_input("Wave", 1, MOST_WAVES, terms.wave, help="The same people once more make the next wave.")
    rules = list(RULES)
    with st.container(key="card_rule"):
        rule = st.radio(
            "An organisation's score",
            rules,
            index=rules.index(terms.scoring_rule),
            format_func=lambda rule: RULES[rule],
            width="stretch",
        )
    widgets.small("This is declared now, and cannot change once somebody has begun.")
    return replace(terms, mode=mode, length=length, wave=int(wave), scoring_rule=rule)


def _when(visit: Visit, terms: Terms, *, is_fixed: bool) -> Terms:
    zones = sorted(available_timezones())
    zone = st.selectbox("Time zone", zones, index=zones.index(terms.time_zone) if terms.time_zone in zones else 0)
    opens_at = terms.opens_at
    if not is_fixed:
        opens_at = _moment("Opens", terms.opens_at, terms.time_zone, zone, time(0, 0))
    closes_at = _moment("Closes", terms.closes_at, terms.time_zone, zone, LAST_MINUTE)
    kept = st.date_input(
        "Everything said in it is erased after",
        value=_day(terms.retain_until, terms.time_zone),
        min_value=date(2020, 1, 1),
        max_value=visit.place.now().date() + timedelta(days=20 * 366),
        format="YYYY-MM-DD",
    )
    retain_until = times.at(kept, LAST_MINUTE, zone) if isinstance(kept, date) else None
    return replace(terms, time_zone=zone, opens_at=opens_at, closes_at=closes_at, retain_until=retain_until)


def _moment(label: str, stored: datetime | None, before: str, zone: str, usual: time) -> datetime | None:
    """A day and a time of day, in the zone chosen; none without a day."""
    left, right = st.columns([2, 1])
    with left:
        day = st.date_input(f"{label} on", value=_day(stored, before), min_value=date(2020, 1, 1), format="YYYY-MM-DD")
    with right:
        clock = st.time_input(
            f"{label} at", value=times.local(stored, before).time() if stored else usual, step=timedelta(minutes=1)
        )
    if not isinstance(day, date) or not isinstance(clock, time):
        return None
    chosen = times.at(day, clock, zone)
    # Seconds do not show: what nobody changed stays exactly as it was.
    return stored if stored and stored.replace(second=0, microsecond=0) == chosen else chosen


def _day(moment: datetime | None, zone: str) -> date | None:
    return times.local(moment, zone).date() if moment else None


def _options(terms: Terms, edition: Edition) -> tuple[CampaignOption, ...]:
    """What may be said of oneself, and the announced blocs."""
    lens, seniority = edition.profile.field(LENS), edition.profile.field(SENIORITY)
    found: list[CampaignOption] = []
    if lens is not None:
        offered = _offered(lens, terms, "Functions offered")
        blocs = _blocs(lens, terms)
        chosen = offered or (tuple(option.id for option in lens.options) if blocs else ())
        found += [CampaignOption(LENS, option, blocs.get(option)) for option in chosen]
    if seniority is not None:
        offered = _offered(seniority, terms, "Seniorities offered")
        found += [CampaignOption(SENIORITY, option) for option in offered]
    return tuple(found)


def _offered(field: ProfileField, terms: Terms, label: str) -> tuple[str, ...]:
    labels = {option.id: option.label for option in field.options}
    chosen = st.multiselect(
        label,
        list(labels),
        default=[each.option for each in terms.options if each.field == field.id],
        format_func=lambda id: labels[id],
        placeholder="All of them",
    )
    return tuple(chosen)


def _blocs(lens: ProfileField, terms: Terms) -> Mapping[str, str]:
    """The bloc of each function, by the names that the two blocs get."""
    st.markdown(
        "Two blocs, announced beforehand, are compared before other groups; like these, from five people on. "
        ":gray[Leave them empty where there are none.]"
    )
    before = dict.fromkeys(each.bloc for each in terms.options if each.bloc)
    labels = {option.id: option.label for option in lens.options}
    found: dict[str, str] = {}
    for place, label in enumerate(BLOCS):
        known = [*before, None, None][place]
        left, right = st.columns([1, 2])
        with left:
            name = st.text_input(f"{label}, its name", value=known or "", max_chars=LONGEST_BLOC)
        with right:
            members = st.multiselect(
                f"{label}, its functions",
                list(labels),
                default=[each.option for each in terms.options if known and each.bloc == known],
                format_func=lambda id: labels[id],
                placeholder="None",
            )
        if name.strip():
            found |= dict.fromkeys(members, name)
    return found


def _zone_here() -> str:
    """The visitor's own time zone, where it is known."""
    zone = st.context.timezone
    return zone if zone and times.is_zone(zone) and zone in available_timezones() else "UTC"


def mode_line(campaign: Campaign) -> None:
    """The mode, and what it means; on every screen that shows something of a campaign."""
    st.markdown(f":material/shield_person: **{MODE_NAMES[campaign.mode]}.** :gray[{literal(FOR_STAFF[campaign.mode])}]")
