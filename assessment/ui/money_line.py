"""The money line and spend by zone: a bar each, with words and figures beside it, each open to its arithmetic."""

import streamlit as st

from assessment.targeting.words import whole_percent
from assessment.ui import charts, opened
from assessment.ui.judged import Judged
from assessment.ui.literal import printed
from assessment.ui.opened import plain
from assessment.ui.win_words import (
    both_shares,
    hard,
    money_alt,
    money_parts,
    money_title,
    zone_alt,
    zone_shares,
    zone_title,
)

INDEX = "Misallocation index"


def show(judged: Judged) -> None:
    """How much is backed, declared as bets, unbacked and not attributable; what of it is a close call; the index."""
    portfolio, explained = judged.portfolio, judged.explained
    with st.container(gap="small"):
        st.header(printed(hard(money_title(portfolio))), anchor=False)
        left, right = st.columns([3, 2], gap="large")
    figure, told = charts.money_bar(portfolio), hard(money_alt(portfolio))
    left.plotly_chart(figure, config=charts.CONFIG, key="money_line", alt=told)
    with right:
        lines = [
            opened.figure(f"<b>{said(whole_percent(share))}</b> {plain(words)}", [explained[figure]])
            for figure, words, share in money_parts(portfolio)
        ]
        if portfolio.close:
            close = f"Of all this <b>{said(whole_percent(portfolio.close))}</b> are close calls"
            lines.append(opened.figure(close, [explained["close"]]))
        index = f"{INDEX} <b>{said(whole_percent(portfolio.misallocation_index))}</b>, severity "
        index += f"<b>{said(whole_percent(portfolio.misallocation_severity))}</b>"
        lines.append(opened.figure(index, [explained["index"], explained["severity"]]))
        lines.append(_revenue(judged))
        opened.block(*lines)


def _revenue(judged: Judged) -> str:
    portfolio, explained = judged.portfolio, judged.explained
    words = f"{whole_percent(portfolio.unbacked_revenue)} of revenue comes from unbacked spend"
    coverage = ""
    if portfolio.coverage is not None:
        shown = f"{whole_percent(portfolio.coverage)} of the ratings rest on more than opinion"
        coverage = opened.figure(said(shown), [explained["coverage"]])
    return opened.figure(said(words), [explained["unbacked-revenue"]]) + coverage


def zones(judged: Judged) -> None:
    """Spend by zone above its revenue, then every zone in words."""
    rules, portfolio, explained = judged.rules, judged.portfolio, judged.explained
    with st.container(gap="small"):
        st.header(printed(hard(zone_title(rules, portfolio))), anchor=False)
        st.plotly_chart(
            charts.zone_bars(rules, portfolio),
            config=charts.CONFIG,
            key="zone_bars",
            alt=hard(zone_alt(rules, portfolio)),
        )
        opened.block(
            *(
                opened.figure(
                    f"<b>{plain(zone.name)}</b>: {said(both_shares(spend, revenue))}",
                    [explained[f"spend-in/{zone.id}"], explained[f"revenue-in/{zone.id}"]],
                )
                for zone, spend, revenue in zone_shares(rules, portfolio)
            )
        )


def said(text: str) -> str:
    """Anybody's text as HTML, with numbers kept together with their per cent sign."""
    return plain(hard(text))
