"""A leadership team: who agrees, where answers differ, what is unsettled. For consultants and sponsors."""

from collections.abc import Callable

import streamlit as st

from assessment import access
from assessment.access import COOKIE_SPONSOR
from assessment.alignment.agreed import AgendaPoint, agenda
from assessment.errors import AccessError
from assessment.model import AGREEMENT_WORDS, Actor, CampaignMode, OrganisationSource, Role, TeamRow
from assessment.rounding import one_decimal
from assessment.ui import charts, downloads, opened, session, team_outside, team_rows, widgets
from assessment.ui import navigation as to
from assessment.ui.literal import literal, printed
from assessment.ui.opened import plain
from assessment.ui.screens import sign_in_first
from assessment.ui.screens.workspace import ID
from assessment.ui.session import Visit
from assessment.wording import counted, number_word
from assessment.workflow import sponsoring, teaming
from assessment.workflow.teaming import Team
from reports.team.words import METHOD
from reports.verdict_words import SYNTHETIC

WIDTH, TEXT_WIDTH, CHART_WIDTH = 960, 820, 720
# Disputes drawn at once; the others stand with their dimension.
MOST_DRAWN = 6
MODE_WORDS = {
    CampaignMode.NAMED: "Named",
    CampaignMode.CONFIDENTIAL: "Confidential",
    CampaignMode.ANONYMOUS: "Anonymous",
}
Show = Callable[[Visit, Actor, Team], None]


def open_for(visit: Visit, show: Show) -> None:
    """A screen about a team, for whoever is signed in, or follows a sponsor's link; else the way in."""
    named = (st.query_params.get(downloads.CAMPAIGN, ""), st.query_params.get(downloads.ORGANISATION, ""))
    actor = visit.staff
    if actor.subject is None or not all(named):
        reader = sponsoring.sponsor(visit.place, access.as_token(st.context.cookies.get(COOKIE_SPONSOR)))
        if reader.subject is None:
            sign_in_first.show(visit) if actor.subject is None else _nothing_here()
            return
        link = sponsoring.link_behind(reader, visit.place)
        actor, named = reader, (link.campaign, link.organisation)
    else:
        session.act_as_staff(visit)
    try:
        found = teaming.team_of(actor, visit.place, *named)
    except AccessError:
        _nothing_here()
        return
    show(visit, actor, found)


def _nothing_here() -> None:
    with widgets.column(gap="medium"):
        st.title("There is nothing to see here", anchor=False)
        st.markdown(
            "This team does not exist, or it is not yours. Open it from its campaign, or follow the link that you were "
            "given."
        )


def show(visit: Visit, actor: Actor, team: Team) -> None:
    """The page."""
    with widgets.column(WIDTH, gap="medium"):
        if actor.role is not Role.SPONSOR:
            _way_up(visit, team)
        top_line(team)
        widgets.notices()
        with st.container(width=TEXT_WIDTH, gap="small"):
            _verdict(team)
        if team.view.n:
            _disputes(visit, team)
            _dimensions(team)
            _gaps(team)
            _judged(team)
        team_outside.agreed(team)
        team_outside.assessor(visit, actor, team)
        if team.view.n:
            _onwards(team)
        if actor.role is not Role.SPONSOR:
            team_outside.sponsors(visit, actor, team)
        _method(team)


def _way_up(visit: Visit, team: Team) -> None:
    title = literal(team.campaign.title)
    if st.button(title, icon=":material/arrow_back:", type="tertiary", key=visit.key("up")):
        to.go(to.CAMPAIGN, {ID: team.campaign.id})


def top_line(team: Team) -> None:
    """Whose team it is, in which campaign, and how many have answered."""
    widgets.report_line(team.organisation.name, f"{team.campaign.title}, {team.participation.words}")


def _verdict(team: Team) -> None:
    if team.organisation.source is OrganisationSource.SYNTHETIC:
        widgets.small(SYNTHETIC)
    st.title(printed(team.verdict.headline), anchor=False)
    if team.verdict.lead:
        st.markdown(printed(team.verdict.lead))
    lines = [*team.verdict.findings, *teaming.missing_words(team)]
    if lines:
        opened.block(*(f"<p>{plain(line)}</p>" for line in lines))


def _disputes(visit: Visit, team: Team) -> None:
    """The questions to talk about first, and the way into the workshop."""
    disputes = team.view.disputes
    if not disputes:
        return
    with st.container(gap="small"):
        st.header(agenda_title(agenda(team.view)), anchor=False)
        blocs = bloc_key(team)
        if blocs:
            st.markdown(blocs)
        elif team.campaign.mode is CampaignMode.CONFIDENTIAL:
            widgets.muted("Dots carry no names; their order is drawn anew in every row.")
        rows = [dispute.row for dispute in disputes[:MOST_DRAWN]]
        draw(team, rows, "disputes")
        if len(disputes) > MOST_DRAWN:
            widgets.small(f"The other {len(disputes) - MOST_DRAWN} stand below, and in the workshop.")
        if st.button("Open the workshop", type="primary", icon=":material/forum:", key=visit.key("workshop_mode")):
            to.go(to.DISPUTES, here(team))


def agenda_title(points: tuple[AgendaPoint, ...]) -> str:
    """How many disputes there are, and for how many a workshop has time."""
    first = [point for point in points if point.is_in_time]
    if len(first) == len(points):
        noun = "question" if len(points) == 1 else "questions"
        return f"Settle {number_word(len(points))} {noun} in {points[-1].ends_at} minutes"
    return f"Settle {number_word(len(first))} of {len(points)} questions in {first[-1].ends_at} minutes"


def here(team: Team) -> dict[str, str]:
    """What the address of a screen says of the team."""
    return {downloads.CAMPAIGN: team.campaign.id, downloads.ORGANISATION: team.organisation.id}


def bloc_key(team: Team) -> str:
    """What full and hollow dots mean, in markdown; nothing where all are alike."""
    blocs = team.view.blocs
    if team.campaign.mode is not CampaignMode.NAMED or not blocs:
        return ""
    others = blocs[1] if len(blocs) == 2 else "others"
    return f":small[:green[●] {literal(blocs[0])}\u2003:blue[○] {literal(others)}]"


def draw(team: Team, rows: list[TeamRow], key: str, width: int = CHART_WIDTH) -> None:
    """The dots of some questions."""
    questionnaire = team.edition.questionnaire
    with st.container(width=width):
        st.plotly_chart(
            charts.team_dots(questionnaire, team.view, rows),
            config=charts.CONFIG,
            key=f"team_{key}",
            alt=charts.team_alt(questionnaire, rows),
        )


def _dimensions(team: Team) -> None:
    """Every dimension with its mean; what is behind it opens."""
    questionnaire, view = team.edition.questionnaire, team.view
    with st.container(gap="small"):
        st.header(
            f"How far the team agrees, {questionnaire.dimension_noun} by {questionnaire.dimension_noun}", anchor=False
        )
        ordered = sorted(view.dimensions, key=lambda row: -(row.answer_distance or 0))
        opened.block(*(team_rows.dimension_line(questionnaire, view, row) for row in ordered))
        if view.overall.mean is not None:
            lowest = min((row for row in view.dimensions if row.mean is not None), key=lambda row: row.mean or 0)
            label = questionnaire.dimension[lowest.subject].label
            widgets.small(
                literal(
                    f"On the whole {questionnaire.shown(view.overall.mean)}; lowest is {label} with "
                    f"{questionnaire.shown(lowest.mean or 0)}."
                )
            )
        for row in ordered:
            label = questionnaire.dimension[row.subject].label
            word = f", {AGREEMENT_WORDS[row.agreement].lower()}" if row.agreement else ""
            with st.expander(literal(f"Answers on {label}{word}")):
                own = [q for q in view.questions if questionnaire.question[q.subject].dimension == row.subject]
                draw(team, own, f"on_{row.subject}")
                opened.block(*(team_rows.question_line(questionnaire, view, each) for each in own))


def _gaps(team: Team) -> None:
    questionnaire, view = team.edition.questionnaire, team.view
    lines, withheld = team_rows.gap_lines(questionnaire, view), team_rows.withheld_lines(questionnaire, view)
    if not lines and not withheld:
        return
    with st.container(gap="small"):
        st.header("Who sees it otherwise", anchor=False)
        if lines:
            least = one_decimal(questionnaire.verdict.gap_from)
            widgets.muted(f"Each group against all others; what is said is {least} or more apart.")
            opened.block(*lines)
        else:
            st.markdown("No group is large enough to be shown without telling of single people.")
        if withheld:
            opened.block(opened.disclosure(f"{counted(len(withheld), 'group')} not shown, and why", "".join(withheld)))


def _judged(team: Team) -> None:
    with st.container(gap="small"):
        st.header("What nobody could judge, and how the others know", anchor=False)
        opened.block(team_rows.judged_table(team.edition.questionnaire, team.view))


def _onwards(team: Team) -> None:
    with st.container(horizontal=True, key="unprinted_team"):
        address = downloads.team(team.campaign.id, team.organisation.id, st.context.timezone)
        widgets.link("The team’s workbook (Excel)", address, primary=True)


def _method(team: Team) -> None:
    questionnaire, view = team.edition.questionnaire, team.view
    with st.container(gap="small"):
        st.header("Method", anchor=False)
        said = [*view.notes, *METHOD]
        opened.block(*(f"<p>{plain(note)}</p>" for note in said))
        if view.n:
            opened.block(
                opened.disclosure("All measures", team_rows.method_table(questionnaire, view)),
            )
        widgets.small(
            literal(f"{MODE_WORDS[team.campaign.mode]} campaign, wave {team.campaign.wave}; {questionnaire.name}.")
        )
