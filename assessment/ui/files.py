"""The files that can be taken along, made for whoever asks.

Their writers are imported at the first file, so that the first screen need not wait for them.
"""

import json
import re
import unicodedata
from datetime import date
from urllib.parse import quote

from starlette.responses import Response

from assessment.model import Actor, Assessment, Length, OrganisationSource, SegmentsAsked
from assessment.model import Response as Answered
from assessment.times import local
from assessment.workflow import (
    answering,
    holding_said,
    own_data,
    planning,
    presenting,
    segments_elsewhere,
    targeting,
    teaming,
    writing,
)
from assessment.workflow.opening import Place
from assessment.workflow.segmenting import segmentation_of
from assessment.workflow.sitting import UNIT, opened

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
LONGEST_NAME = 60


def scorecard(actor: Actor, place: Place, zone: str | None) -> Response:
    """The workbook, with the plan and what the organisation wrote itself."""
    from reports import scorecard as book

    assessment = answering.assessment_of(actor, place, zone)
    name = file_name("scorecard", assessment.response.profile.get(UNIT, ""), assessment.assessed_on)
    written = writing.written_of(actor, place, zone)
    content = book.scorecard(assessment, planning.plan_of(actor, place), written=written)
    return _file(content, XLSX, f"{name}.xlsx")


def verdict(actor: Actor, place: Place, zone: str | None) -> Response:
    """The verdict on one page, with what the plan says of its decisions."""
    from reports.printed import verdict_pdf

    assessment, unit, synthetic = _assessed(actor, place, zone)
    printed = verdict_pdf(assessment, planning.plan_of(actor, place), unit=unit, synthetic=synthetic)
    return _file(printed, PDF, f"{file_name('verdict', unit, assessment.assessed_on)}.pdf")


def profile_svg(actor: Actor, place: Place, zone: str | None) -> Response:
    """The profile as a drawing."""
    from reports import printed

    assessment, unit, synthetic = _assessed(actor, place, zone)
    drawing = printed.profile_svg(assessment, unit=unit, synthetic=synthetic)
    return _file(drawing, "image/svg+xml", f"{file_name('profile', unit, assessment.assessed_on)}.svg")


def profile_png(actor: Actor, place: Place, zone: str | None) -> Response:
    """The profile as a picture."""
    from reports import printed

    assessment, unit, synthetic = _assessed(actor, place, zone)
    drawing = printed.profile_png(assessment, unit=unit, synthetic=synthetic)
    return _file(drawing, "image/png", f"{file_name('profile', unit, assessment.assessed_on)}.png")


def presented(actor: Actor, place: Place, id: str) -> Response:
    """A frozen presentation on one page. Raises AccessError for anybody who may not read it."""
    from reports.printed import verdict_pdf

    shown = presenting.presented(actor, place, id)
    page = verdict_pdf(
        shown.assessment,
        shown.plan,
        unit=shown.unit,
        synthetic=shown.is_synthetic,
        remark=presenting.computed_otherwise(shown),
    )
    return _file(page, PDF, f"{file_name('verdict', shown.unit, shown.assessment.assessed_on)}.pdf")


def _assessed(actor: Actor, place: Place, zone: str | None) -> tuple[Assessment, str, bool]:
    """The assessment, whose it is, and whether they are invented."""
    assessment = answering.assessment_of(actor, place, zone)
    source = opened(actor, place).stored.organisation.source
    return assessment, assessment.response.profile.get(UNIT, ""), source is OrganisationSource.SYNTHETIC


def answers(actor: Actor, place: Place, zone: str | None) -> Response:
    """Everything that was said, with its history."""
    said = own_data.exported(actor, place)
    name = file_name("answers", said["profile"].get(UNIT, ""), local(place.now(), zone).date())
    return _file(json.dumps(said, ensure_ascii=False, indent=1).encode(), "application/json", f"{name}.json")


def answers_tables(actor: Actor, place: Place, zone: str | None) -> Response:
    """The same as a workbook to look through; what can be scored again is the other one."""
    from reports import holding

    said = own_data.exported(actor, place)
    name = file_name("answers", said["profile"].get(UNIT, ""), local(place.now(), zone).date())
    return _file(holding.workbook(said, "All that is kept", place.now()), XLSX, f"{name}.xlsx")


def organisation(actor: Actor, place: Place, where: tuple[str, str]) -> Response:
    """All that is held about an organisation, an engagement and an organisation by id. Raises AccessError."""
    said = holding_said.exported(actor, place, *where)
    name = file_name("organisation", said["organisation"]["name"], place.now().date())
    return _file(json.dumps(said, ensure_ascii=False, indent=1).encode(), "application/json", f"{name}.json")


def organisation_tables(actor: Actor, place: Place, where: tuple[str, str]) -> Response:
    """The same as a workbook."""
    from reports import holding

    said = holding_said.exported(actor, place, *where)
    name = file_name("organisation", said["organisation"]["name"], place.now().date())
    return _file(holding.workbook(said, said["organisation"]["name"], place.now()), XLSX, f"{name}.xlsx")


def answer_sheet(actor: Actor, place: Place, zone: str | None) -> Response:
    """A workbook in which the questions can be answered elsewhere, with what was said so far; for drafts too."""
    from reports import answer_sheet as sheet

    sitting, day = opened(actor, place), local(place.now(), zone).date()
    standing = segmentation_of(actor, place)
    segments = SegmentsAsked(standing.rules, standing.segments, standing.not_attributable)
    content = sheet.answer_sheet(sitting.edition, sitting.stored.response, day, segments)
    return _file(content, XLSX, f"{file_name('answer-sheet', sitting.unit, day)}.xlsx")


def segments(actor: Actor, place: Place, _: str | None) -> Response:
    """A file of segments to fill in, with an example."""
    return _file(segments_elsewhere.template(actor, place).encode(), "text/csv; charset=utf-8", "segments.csv")


def team(actor: Actor, place: Place, where: tuple[str, str], zone: str | None) -> Response:
    """The workbook of a team, a campaign and an organisation by id. Raises AccessError for whoever may not read it."""
    from reports.team import workbook as book

    found = teaming.team_of(actor, place, *where)
    day = local(found.seen_at, zone).date()
    name = file_name("team", found.organisation.name, day)
    return _file(book.workbook(teaming.reported(found, day)), XLSX, f"{name}.xlsx")


def empty_sheet(place: Place, length: Length, zone: str | None) -> Response:
    """A workbook in which the questions that new responses answer can be answered by anybody."""
    from reports import answer_sheet as sheet

    day = local(place.now(), zone).date()
    content = sheet.answer_sheet(place.edition, Answered({}, length), day, SegmentsAsked(targeting.rules()))
    return _file(content, XLSX, f"{file_name('answer-sheet', length, day)}.xlsx")


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(
        content,
        media_type=kind,
        headers={"Content-Disposition": attachment(name), "Cache-Control": "no-store"},
    )


def file_name(kind: str, unit: str, day: date) -> str:
    """`scorecard-acme-foods-2026-11-22`: letters and digits of any script, the rest as hyphens."""
    letters = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", unit).lower())[:LONGEST_NAME].strip("-")
    return "-".join(part for part in (kind, letters, day.isoformat()) if part)


def attachment(name: str) -> str:
    """The header that makes a browser save a file under that name, in plain letters for old programs too."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"-{2,}", "-", plain)
    extended = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'attachment; filename="{plain}"{extended}'
