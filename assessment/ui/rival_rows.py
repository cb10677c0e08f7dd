"""What is compared with rivals, one below the other, each word stored at once."""

from functools import partial

import streamlit as st

from assessment.model import RIVALS, ElementKind, Par, Player, RivalElement, RivalRules, RivalScorecard
from assessment.ui import tested_segment, widgets
from assessment.ui.literal import literal, printed
from assessment.ui.session import Visit
from assessment.workflow import segment_tests

PAR_WORDS = {Par.BELOW: "Below", Par.AT: "Par", Par.ABOVE: "Above"}
PLACES = {Player.OWN: "Your company", Player.FIRST: "First rival", Player.SECOND: "Second rival"}


def rivals(visit: Visit, segment: str, scorecard: RivalScorecard) -> None:
    """Who the two rivals are."""
    with st.container(horizontal=True, gap="small"):
        for player in RIVALS:
            with st.container(width="stretch", key=f"name_of_{player.value}"):
                save = partial(segment_tests.name_rival, visit.actor, visit.place, segment, player)
                stored = scorecard.names.get(player, "")
                widgets.line(
                    visit, f"{player.value}_{segment}", PLACES[player], segment_tests.LONGEST_TESTED, stored, save
                )


def of_kind(visit: Visit, segment: str, rules: RivalRules, kind: ElementKind, scorecard: RivalScorecard) -> None:
    """All that is compared of one kind, and a field for one more."""
    own = [(n, each) for n, each in enumerate(_ordered(rules, scorecard), 1) if each.kind == kind.id]
    with st.container(gap="small", key=f"kind_{kind.id}"):
        with st.container(gap="xxsmall"):
            st.header(printed(kind.name), anchor=False)
            widgets.small(printed(f"{kind.hint}. {_how_many(kind)}. {_counts(kind)}."))
        for number, element in own:
            _card(visit, segment, number, element, scorecard)
        if len(own) < kind.most:
            label = f"{'Another' if own else 'First'} {kind.noun}"
            save = partial(segment_tests.add_element, visit.actor, visit.place, segment, kind.id)
            name = f"{kind.id}_{segment}"
            tested_segment.add_line(
                name, printed(label), printed(f"Add this {kind.noun}"), segment_tests.LONGEST_TESTED, save
            )


def _ordered(rules: RivalRules, scorecard: RivalScorecard) -> list[RivalElement]:
    """As they stand on the page: kind by kind."""
    return [each for kind in rules.kinds for each in scorecard.elements if each.kind == kind.id]


def _how_many(kind: ElementKind) -> str:
    return f"{kind.least} to {kind.most}" if kind.least else f"Up to {kind.most}"


def _counts(kind: ElementKind) -> str:
    return f"Above par counts {kind.above}, at par {kind.at}, below {kind.below}"


def _card(visit: Visit, segment: str, number: int, element: RivalElement, scorecard: RivalScorecard) -> None:
    actor, place = visit.actor, visit.place
    with st.container(border=True, gap="xsmall", key=f"compared_{number}"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False):
            st.subheader(f":gray[{number}] {literal(element.name)}", anchor=False, width="stretch")
            tested_segment.change_line(
                visit,
                number,
                element.id,
                element.name,
                segment_tests.LONGEST_TESTED,
                partial(segment_tests.rename_element, actor, place, segment, element.id),
                partial(segment_tests.remove_element, actor, place, segment, element.id),
            )
        with st.container(horizontal=True, gap="small"):
            for player in Player:
                label = scorecard.names.get(player, PLACES[player])
                save = partial(segment_tests.rate_element, actor, place, segment, element.id, player)
                with st.container(width="content"):
                    widgets.one_of(
                        visit,
                        f"{player.value}_{element.id}",
                        label,
                        PAR_WORDS,
                        element.ratings.get(player),
                        save,
                    )
