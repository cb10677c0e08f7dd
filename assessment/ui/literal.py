"""The only way from anybody's text into Streamlit's markdown and labels: shown as it was typed.

Streamlit interprets markdown in titles, labels of widgets and options, tables and tooltips. For the few
places that show plain text anyway (options of a selectbox, placeholders, the title of the browser's tab)
this is not needed, and its signs would show.
"""

import re
from string import punctuation

# Every sign that can begin something in markdown is taken literally after a backslash.
ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in punctuation})

# Streamlit also looks for these in the finished text, where no backslash is left: addresses, emoji and
# icon names, its logo, arrows. A word joiner, which nobody sees, keeps them from being found.
JOINER = "\u2060"
FOUND_LATER = re.compile(
    r"""
      (?<=:)(?=//)              # https://
    | (?<=www)(?=\.)
    | (?<=@)(?=\w)              # mail addresses
    | (?<=:)(?=[\w+-]+:)        # :smile: and :streamlit:
    | (?<=<)(?=->?|=)           # <-, <-> and <=
    | (?<=-)(?=[->])
    | (?<=[>~])(?==)
    """,
    re.VERBOSE | re.IGNORECASE,
)

# Not the hard spaces, which keep a number and its unit together.
WHITE_SPACE = re.compile("[\t-\r\x1c-\x1f \x85\u2028\u2029]+")
# Control characters, signs that turn the direction of what follows them, and halves of characters.
UNSHOWN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

# A straight quotation mark before which no word has begun.
OPENING_MARK = re.compile(r'(?<!\S)"')
# A hyphen at which no line breaks, and the apostrophe of print.
PRINTED = str.maketrans({"-": "\u2011", "'": "\u2019"})


def on_one_line(text: str) -> str:
    """The text without signs that cannot be shown; line breaks and runs of white space become one space."""
    return WHITE_SPACE.sub(" ", UNSHOWN.sub("", text)).strip(" ")


def literal(text: str) -> str:
    """The text as markdown that shows exactly what was typed: no link, image, formula, colour, emoji or HTML.

    It comes on one line, so that it stays in its title, label or cell.
    """
    return FOUND_LATER.sub(JOINER, on_one_line(text)).translate(ESCAPED)


def printed(text: str) -> str:
    """A questionnaire's or the verdict's own words, literally, with the hyphens and apostrophes of print."""
    return literal(text.translate(PRINTED))


def titled(title: str) -> str:
    """A title of a questionnaire, literally, with the quotation marks and apostrophes of print."""
    return literal(OPENING_MARK.sub("“", title.replace("'", "\u2019")).replace('"', "”"))


def quoted(text: str) -> str:
    """A descriptor of a questionnaire as a quotation, in print."""
    return printed(f"“{text}”")
