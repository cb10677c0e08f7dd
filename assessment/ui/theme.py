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
}
[class*="st-key-card_"] [data-testid="stCheckbox"] label:not(:has(input:checked)):not(:has(input:disabled)) > span {
  border-color: color-mix(in srgb, currentColor 60%, transparent);
}
[class*="st-key-card_"] [data-testid="stCheckbox"] label {min-height: 2rem;}
.st-key-picture_narrow {display: none;}
@media (max-width: 640px) {
  .st-key-picture_wide {display: none;}
  .st-key-picture_narrow {display: flex;}
}
.link_button {
  display: inline-block; box-sizing: border-box; min-height: 2.75rem; padding: .55rem .9rem; border-radius: .375rem;
  border: 1px solid color-mix(in srgb, currentColor 35%, transparent); color: inherit; text-decoration: none;
  font-size: .875rem;
}
.link_button:hover {border-color: #1F6F78; text-decoration: underline;}
.link_button.primary {background: #1F6F78; border-color: #1F6F78; color: #FFFFFF;}
</style>"""


def apply() -> None:
    """Put the rules of `STYLE` into the page; without them it works, only tighter."""
    st.html(STYLE)
