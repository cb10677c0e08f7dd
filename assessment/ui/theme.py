"""What every screen and chart looks like, beyond `.streamlit/config.toml`."""

import streamlit as st

# In the JSON of a Plotly figure Streamlit's front end replaces these placeholders by the theme's
# `chartCategoricalColors`, in this order. So one figure is right in light and dark.
# It is undocumented: tests/ui/test_charts.py looks at it in a browser.
ROLES = ("accent", "target", "decide", "ink", "muted", "line", "pale", "paper", "accent_tint", "decide_tint")
ACCENT, TARGET, DECIDE, INK, MUTED, LINE, PALE, PAPER, ACCENT_TINT, DECIDE_TINT = (
    f"#{place:06d}" for place in range(1, len(ROLES) + 1)
)

CHART_FONT = '"Source Sans", "Source Sans 3", sans-serif'

# Options of a question are as wide as their card and at least 44 pixels high; the outline of an
# open circle is visible (1.4 to 1 without it). Quotations are set in the serif of the headings.
# A headline of forty words leaves room for the rest of a phone's screen;
# a table of six columns fits it without scrolling sideways.
# Margins stand here and not in elements of their own, of which each costs time at every click of everybody.
# All classes come from the keys of containers: `card_...` around a question, `quote_...`.
STYLE = """<style>
:has(> .st-key-column) {margin-inline: auto;}
.st-key-head {margin-bottom: .75rem;}
.st-key-onwards {margin-top: 1.25rem;}
[class*="st-key-one_of_basis_"] {margin-top: .75rem;}
[class*="st-key-words_"] {margin-inline-start: auto;}
[class*="st-key-card_"] [role="radiogroup"], [class*="st-key-card_"] [role="radiogroup"] > div {width: 100%;}
[class*="st-key-card_"] [role="radiogroup"] label {
  box-sizing: border-box; width: calc(100% + 1rem); padding: .6rem .5rem; margin-inline: -.5rem;
  border-radius: .375rem;
}
[class*="st-key-card_"] [role="radiogroup"] label:hover {background: rgba(31, 111, 120, .08);}
[class*="st-key-card_"] [role="radiogroup"] label:has(input:checked) {background: rgba(31, 111, 120, .15);}
[class*="st-key-card_"] [role="radiogroup"] label p {font-size: 1rem;}
[class*="st-key-card_"] [role="radiogroup"] label:not(:has(input:checked)) > div > div:first-child {
  border-color: color-mix(in srgb, currentColor 60%, transparent);
}
[class*="st-key-quote_"] p {font-family: "Source Serif", Georgia, serif; font-size: 1.25rem; line-height: 1.4;}
[class*="st-key-quote_"] p small, [class*="st-key-quote_"] p span {font-family: "Source Sans", sans-serif;}
@media (max-width: 640px) {
  [class*="st-key-words_"] {margin-inline-start: 0;}
  [data-testid="stHeading"] h1 {font-size: 1.65rem;}
  [data-testid="stTable"] :is(th, td) {padding: .25rem .2rem !important;}
  [data-testid="stTable"] p {font-size: .8rem;}
  [data-testid="stTable"] :is(th, td):first-child {min-width: 5.3rem; overflow-wrap: anywhere;}
  [data-testid="stTable"] :is(th, td):first-child p {overflow-wrap: anywhere;}
  [data-testid="stExpanderDetails"] {padding-inline: .5rem;}
  :is([class*="st-key-phase_of_"], [class*="st-key-status_of_"]) button {padding-inline: .55rem;}
  :has(> :is([class*="st-key-owner_of_"], [class*="st-key-person_of_"], [class*="st-key-name_of_"])),
  :has(> [class*="st-key-said_of_"]) {min-width: 100%;}
}
[class*="st-key-card_"] [data-testid="stCheckbox"] label:not(:has(input:checked)):not(:has(input:disabled)) > span {
  border-color: color-mix(in srgb, currentColor 60%, transparent);
}
[class*="st-key-card_"] [data-testid="stCheckbox"] label {min-height: 2rem;}
[data-testid="stSliderThumbValue"] {color: inherit;}
[data-testid="stTabs"] [role="tab"][aria-selected="true"] p {color: light-dark(#1F6F78, #6CC3CC);}
.st-key-picture_narrow {display: none;}
@media (max-width: 640px) {
  .st-key-picture_wide {display: none;}
  .st-key-picture_narrow {display: flex;}
}
.report {font-size: 1rem; line-height: 1.5; overflow-wrap: anywhere;}
.report p {margin: 0 0 .35rem;}
.report .quote, .report .note {color: color-mix(in srgb, currentColor 76%, transparent); margin-bottom: .9rem;}
.report .note {font-size: .875rem; margin-top: .25rem;}
.report small {font-size: .875rem;}
.report .decide {color: light-dark(#B3261E, #F2958D);}
.opened > summary {cursor: pointer; padding: .3rem 0; min-height: 1.5rem; list-style-position: inside;}
.opened > summary::marker {color: color-mix(in srgb, currentColor 60%, transparent); font-size: .8em;}
.opened > summary:hover {text-decoration: underline;}
.opened[open] > summary {font-weight: 600;}
.opened > div {
  margin: .15rem 0 .9rem; padding: .6rem .8rem; border-inline-start: 3px solid #1F6F78; font-size: .9rem;
  background: color-mix(in srgb, currentColor 4%, transparent); overflow-wrap: anywhere;
}
.opened section + section {margin-top: .8rem;}
.opened code {font-family: "Source Code Pro", monospace; font-size: .85rem; background: none; padding: 0;}
.report table {border-collapse: collapse; width: 100%; font-size: .875rem; margin: .25rem 0 .5rem;}
.report :is(th, td) {text-align: start; vertical-align: top; padding: .2rem .6rem .2rem 0; font-weight: 400;}
.report a {color: inherit;}
.opened :is(th, td):last-child {overflow-wrap: normal;}
.report thead th {font-size: .8rem; color: color-mix(in srgb, currentColor 76%, transparent);}
.opened tbody tr {border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent);}
.report h3 {margin: .9rem 0 .1rem; padding: 0;}
.report .dots {table-layout: fixed;}
.report .dots :is(th, td):not(:first-child) {text-align: center; padding-inline: 0;}
.report .dots th:first-child {width: 27%;}
.report .dots th:nth-last-child(2) {width: 15%;}
.report .dots th:last-child {width: 13%;}
.report .dots tbody tr {border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent);}
.report .dots .median {outline: 2px solid #1F6F78; outline-offset: -2px;}
.report .dots td span {color: light-dark(#1F6F78, #6CC3CC); letter-spacing: .1em;}
.profile tbody {border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent);}
.profile > tbody > tr:first-child > :is(th, td) {padding-top: .45rem;}
.profile > tbody > tr:first-child > th {font-weight: 600;}
@media (max-width: 640px) {
  .profile {table-layout: fixed; font-size: .75rem !important;}
  .profile > :is(thead, tbody) > tr > :is(th, td) {padding-inline-end: .2rem; overflow-wrap: anywhere;}
  .profile > thead th:first-child {width: 28%;}
  .profile > thead th:nth-child(3) {width: 21%;}
  .profile > thead th:last-child {width: 17%;}
  .opened > div {padding-inline: .5rem;}
  .report > table:not(.profile) {font-size: .75rem;}
  .report > table:not(.profile) :is(th, td) {overflow-wrap: anywhere; padding-inline-end: .3rem;}
}
.one_page {display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem 2.5rem;}
.one_page section {border-top: 2px solid #1F6F78; padding-top: .6rem;}
.one_page section:first-child {grid-column: 1 / -1;}
.report .one_page h2 {font-size: 1.05rem; margin: 0 0 .4rem; padding: 0;}
.one_page .said {font-family: "Source Serif", Georgia, serif; font-size: 1.1rem; line-height: 1.45;}
.one_page section:first-child .said {font-size: 1.35rem; line-height: 1.35;}
.one_page .blank {color: light-dark(#B3261E, #F2958D);}
.report .questions {list-style: none; margin: 0; padding: 0;}
.report .questions li {
  display: grid; grid-template-columns: 1fr 1fr; gap: 0 2.5rem; padding: .35rem 0;
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent);
}
.report .roles {display: grid; grid-template-columns: repeat(4, 1fr); gap: .6rem 1rem; margin: 0; padding: 0;}
.roles dt {font-size: .8rem; font-weight: 600; color: color-mix(in srgb, currentColor 76%, transparent);}
.report .roles dd {margin: 0; font-size: .925rem;}
@media (max-width: 640px) {
  .one_page, .report .questions li {grid-template-columns: 1fr;}
  .report .roles {grid-template-columns: 1fr 1fr;}
}
.opposing {display: grid; grid-template-columns: 1fr 1fr; gap: 1rem 2.5rem; margin: .5rem 0;}
.opposing > div {border-top: 3px solid #1F6F78; padding-top: .6rem;}
.opposing > div + div {border-color: light-dark(#B3261E, #F2958D);}
.opposing .said {font-family: "Source Serif", Georgia, serif; font-size: 1.5rem; line-height: 1.35;}
@media (min-width: 1600px) {
  .st-key-projector [data-testid="stHeading"] h1 {font-size: 3rem;}
  .st-key-projector [data-testid="stMarkdown"] p {font-size: 1.4rem;}
  .opposing .said {font-size: 2.1rem;}
}
@media (max-width: 640px) {
  .opposing {grid-template-columns: 1fr;}
  .opposing .said {font-size: 1.2rem;}
}
@media print {
  [class*="st-key-unprinted_"], .st-key-onwards {display: none !important;}
  .one_page {gap: .8rem 2rem;}
  .report .questions, .one_page .said {font-size: .9rem;}
  .one_page section:first-child .said {font-size: 1.1rem;}
}
[data-testid="stPopoverButton"][kind="tertiary"]:is(:active, :focus, [aria-expanded="true"]),
[data-testid="stBaseButton-tertiary"][kind="tertiary"]:not(:disabled):is(:hover, :active, :focus) {color: inherit;}
.unseen {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;}
.link_button {
  display: inline-block; box-sizing: border-box; min-height: 2.75rem; padding: .55rem .9rem; border-radius: .375rem;
  border: 1px solid color-mix(in srgb, currentColor 35%, transparent); color: inherit; text-decoration: none;
  font-size: .875rem;
}
.link_button:hover {border-color: #1F6F78; text-decoration: underline;}
.for_staff {font-size: .875rem; color: color-mix(in srgb, currentColor 76%, transparent);}
.for_staff a {color: inherit;}
.staff_line {display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; font-size: .9rem;}
.staff_line nav {display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; flex: 1;}
.staff_line :is(a, button) {color: inherit; text-decoration: none; padding: .55rem 0; min-height: 2.75rem;}
.staff_line :is(a, button):hover {text-decoration: underline;}
.staff_line a[aria-current] {font-weight: 600; box-shadow: inset 0 -2px 0 #1F6F78;}
.staff_line span {color: color-mix(in srgb, currentColor 76%, transparent);}
.staff_line form {margin: 0;}
.staff_line button {border: 0; background: none; font: inherit; cursor: pointer;}
@media (max-width: 640px) {.staff_line nav {flex-basis: 100%;} .staff_line span {flex: 1;}}
.link_button.primary {background: #1F6F78; border-color: #1F6F78; color: #FFFFFF;}
</style>"""


def apply() -> None:
    """Put the rules of `STYLE` into the page; without them it works, only tighter."""
    st.html(STYLE)
