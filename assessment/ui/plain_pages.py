"""Pages without Streamlit, where somebody types a password: they work without scripts, and keep nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from starlette.responses import HTMLResponse

from assessment.ui.posting import MARK

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 26rem; margin: 10vh auto 3rem; padding: 0 1.25rem; font: 1.0625rem/1.5 "Source Sans", sans-serif;
  background: light-dark(#FFFFFF, #0F1726); color: light-dark(#222B38, #E6EAF1); overflow-wrap: anywhere; }}
h1 {{ font: 600 1.65rem/1.25 "Source Serif", Georgia, serif; }}
a {{ color: light-dark(#1F6F78, #6CC3CC); }}
label {{ display: block; font-weight: 600; }}
input, button, .button {{ box-sizing: border-box; width: 100%; min-height: 3rem; font: inherit;
  border-radius: .375rem; }}
input {{ padding: .5rem .75rem; margin: .35rem 0 1rem; border: 1px solid light-dark(#5B6573, #A7B1C2);
  background: light-dark(#F4F6F8, #182235); color: inherit; }}
input[readonly] {{ background: transparent; border-style: dashed; }}
input:focus-visible, button:focus-visible, a:focus-visible {{ outline: 3px solid light-dark(#1F6F78, #6CC3CC);
  outline-offset: 2px; }}
button, .button {{ border: 1px solid light-dark(#1F6F78, #227D87); background: light-dark(#1F6F78, #227D87);
  color: #FFFFFF; font-weight: 600; cursor: pointer; }}
.button {{ display: block; padding: .75rem; text-align: center; text-decoration: none; background: transparent;
  color: inherit; border-color: light-dark(#5B6573, #A7B1C2); }}
.rule {{ margin: -.6rem 0 1rem; font-size: .9rem; color: light-dark(#5B6573, #A7B1C2); }}
.alert {{ padding: .6rem .8rem; border-inline-start: 3px solid currentColor; color: light-dark(#B3261E, #F2958D); }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{content}
<p><a href="{onwards}">{onwards_label}</a></p>
</main>
</body>
</html>
"""


@dataclass(frozen=True)
class Field:
    """A field to type into. `kind` is that of HTML, `completes` what the browser may fill in; `rule` stands below."""

    name: str
    label: str
    kind: str
    completes: str
    value: str = ""
    rule: str = ""
    longest: int = 254
    is_fixed: bool = False


def asking(
    title: str,
    fields: Sequence[Field],
    button: str,
    mark: str,
    *,
    refusal: Sequence[str] = (),
    before: Sequence[str] = (),
    after: str = "",
    onwards: tuple[str, str] = ("/", "To the assessment"),
    status: int = 200,
) -> HTMLResponse:
    """A page that asks for something, with why it was refused before; all texts show exactly as they are.

    `mark`: what tells that the answer comes from this page. `after`: HTML of ours below the button.
    """
    parts = [
        *(f"<p>{escape(text)}</p>" for text in before),
        *(f'<p role="alert" class="alert">{escape(problem)}</p>' for problem in refusal),
        '<form method="post">',
        f'<input type="hidden" name="{MARK}" value="{escape(mark)}">',
        *(_field(field, is_first=number == 0) for number, field in enumerate(fields)),
        f"<button>{escape(button)}</button>",
        "</form>",
        after,
    ]
    return plain(title, "\n".join(parts), status, onwards)


def plain(
    title: str, content: str, status: int = 200, onwards: tuple[str, str] = ("/", "To the assessment")
) -> HTMLResponse:
    """A page of this look; `content` is HTML of ours, `onwards` a link below it with its words."""
    address, label = map(escape, onwards)
    text = PAGE.format(title=escape(title), content=content, onwards=address, onwards_label=label)
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


def _field(field: Field, is_first: bool) -> str:
    rule = f'\n<p class="rule" id="{field.name}-rule">{escape(field.rule)}</p>' if field.rule else ""
    said = [
        f'id="{field.name}" name="{field.name}" type="{field.kind}" autocomplete="{field.completes}"',
        f'maxlength="{field.longest}" value="{escape(field.value)}" required',
        f'aria-describedby="{field.name}-rule"' if field.rule else "",
        "readonly" if field.is_fixed else "",
        "autofocus" if is_first and not field.value else "",
    ]
    return f'<label for="{field.name}">{escape(field.label)}</label>\n<input {" ".join(filter(None, said))}>{rule}'
