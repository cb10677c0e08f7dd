"""Who is your customer now: three questions to find out, and who decides, pays, advises and uses at each account."""

from functools import partial

import streamlit as st

from assessment.model import Audience, Written
from assessment.ui import navigation as to
from assessment.ui import role_map, session, widgets
from assessment.ui.literal import literal, printed, titled
from assessment.ui.session import Visit
from assessment.wording import counted, number_word, sentence_start
from assessment.workflow import segmenting, writing
from assessment.written_words import roles_title

LENS = "lens"
WHY = (
    "Every function has customers; for many they are colleagues. Say whom your work serves, then name for each account "
    "who decides, who pays, who is asked and who uses it. An account is a key account, a group of customers, or a "
    "department that you serve."
)
# The field of an account to add.
NEW = "new_account_name"


def show(visit: Visit) -> None:
    """Any time once somebody has begun, before and after submitting."""
    written = writing.written_of(visit.actor, visit.place, st.context.timezone)
    with widgets.column(gap="medium"):
        widgets.top_line(visit)
        widgets.notices()
        with st.container(gap="xsmall"):
            st.title(printed(roles_title(written)), anchor=False)
            widgets.muted(literal(WHY))
        audience = _audience(visit, written)
        _prompts(visit, written, audience)
        _accounts(visit, written, audience)
        _onwards(visit)


def _audience(visit: Visit, written: Written) -> Audience:
    """Whose words the examples are in; at first those of the respondent's own function."""
    audiences = {each.id: each for each in written.pages.audiences}
    own = written.pages.audience_of(visit.here.stored.response.profile.get(LENS))
    chosen = st.segmented_control(
        "Examples for",
        list(audiences),
        default=own.id,
        # Selected text has too little contrast in the theme's own colour.
        format_func=lambda id: f":blue[{literal(audiences[id].name)}]",
        key=visit.key("audience"),
        required=True,
    )
    return audiences[chosen]


def _prompts(visit: Visit, written: Written, audience: Audience) -> None:
    if not written.pages.prompts:
        return
    with st.container(gap="small"):
        st.header(_prompts_title(written), anchor=False)
        for prompt in written.pages.prompts:
            save = partial(writing.write_prompt, visit.actor, visit.place, prompt.id)
            example, stored = audience.prompts[prompt.id], written.discovery.get(prompt.id, "")
            with st.container(gap="xxsmall"):
                hint = f"Such as: {example}"
                widgets.note(visit, f"prompt_{prompt.id}", prompt.text, hint, writing.LONGEST_PART, stored, save)
                widgets.small(titled(prompt.hint))


def _prompts_title(written: Written) -> str:
    total = len(written.pages.prompts)
    done = sum(prompt.id in written.discovery for prompt in written.pages.prompts)
    if not done:
        return f"{sentence_start(counted_in_words(total))} to find out"
    if done == total:
        return f"{sentence_start(counted_in_words(total))}, all answered"
    return f"{sentence_start(counted_in_words(total))}, {number_word(done)} answered"


def counted_in_words(number: int) -> str:
    """`three questions`."""
    return f"{number_word(number)} question{'s' if number > 1 else ''}"


def _accounts(visit: Visit, written: Written, audience: Audience) -> None:
    with st.container(gap="small"):
        st.header("Who decides, pays, advises and uses", anchor=False)
        # One element for all: what follows stays in its place and keeps the keyboard when there is one more.
        with st.container(gap="small", key="accounts"):
            for number, account in enumerate(written.accounts, 1):
                role_map.card(visit, written, number, account, audience)
        _take(visit, written)
        _add(visit, written, audience)


def _take(visit: Visit, written: Written) -> None:
    """The segments that are no accounts yet, by one click."""
    segments = segmenting.segmentation_of(visit.actor, visit.place).segments
    room = writing.MOST_ACCOUNTS - len(written.accounts)
    found = min(room, len(writing.not_taken(written.accounts, segments)))
    if found and st.button(
        f"Add your {counted(found, 'segment')} as {'an account' if found == 1 else 'accounts'}",
        icon=":material/groups:",
        key=visit.key("take_segments"),
    ):
        session.attempt(partial(writing.take_from_segments, visit.actor, visit.place))
        st.rerun()


def _add(visit: Visit, written: Written, audience: Audience) -> None:
    """A field for one more account; it is empty again once it is stored, and keeps the keyboard."""
    if len(written.accounts) >= writing.MOST_ACCOUNTS:
        widgets.small(f"{writing.MOST_ACCOUNTS} accounts are the most; remove one to add another.")
        return
    # No key of the tab: after a refusal, which gives it a new id, the words must still be there.
    with st.form("new_account"):
        st.text_input(
            "Another account" if written.accounts else "First account",
            key=NEW,
            max_chars=writing.LONGEST_ACCOUNT,
            placeholder=f"Such as: {audience.account}",
        )
        st.form_submit_button("Add the account", icon=":material/add:", on_click=_store_new, args=(visit,))


def _store_new(visit: Visit) -> None:
    """Store the account, and open it to be filled in."""
    name = st.session_state[NEW]
    if name.strip() and session.attempt(partial(_add_and_open, visit, name)):
        st.session_state[NEW] = ""


def _add_and_open(visit: Visit, name: str) -> None:
    id = writing.add_account(visit.actor, visit.place, name)
    st.session_state[role_map.OPEN] = id


def _onwards(visit: Visit) -> None:
    """Back, and to what belongs with it."""
    with st.container(horizontal=True, key="onwards"):
        name, back = (to.REVIEW, "To the review") if visit.here.is_draft else (to.VERDICT, "To the verdict")
        if st.button(back, icon=":material/arrow_back:", key=visit.key("back")):
            to.go(name)
        if st.button("Your segments", icon=":material/groups:", key=visit.key("segments")):
            to.go(to.SEGMENTS)
        if st.button("Strategy on a page", icon=":material/article:", key=visit.key("strategy")):
            to.go(to.STRATEGY)
