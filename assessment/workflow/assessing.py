"""From a response to everything that is computed from it."""

from datetime import date
from pathlib import Path

from assessment.errors import IntakeError
from assessment.explaining import explain
from assessment.intake import answers_csv
from assessment.intake.answers import plan_in, read_all, stamp_in_file
from assessment.model import Assessment, Customers, Edition, Length, PlanEntry, Response, SegmentsAsked
from assessment.reference_points import readings
from assessment.scoring import score
from assessment.verdict import judge
from assessment.wording import counted, listed
from assessment.workflow import targeting


def assess(edition: Edition, response: Response, assessed_on: date, customers: Customers | None = None) -> Assessment:
    """Scores, verdict, explanations and readings of one response, set against its customers where they are known."""
    questionnaire = edition.questionnaire
    scorecard = score(questionnaire, response)
    return Assessment(
        edition=edition,
        response=response,
        scorecard=scorecard,
        verdict=judge(questionnaire, response, scorecard, edition.profile, edition.references, customers),
        explanations=explain(questionnaire, response, scorecard),
        readings=readings(edition.references, response) if edition.references else (),
        assessed_on=assessed_on,
        customers=customers,
    )


def assess_file(path: Path, edition: Edition, length: Length | None, assessed_on: date) -> Assessment:
    """The assessment of an answer file. Raises IntakeError with every problem of the file."""
    return assess_handed_in(path, edition, length, assessed_on)[0]


def assess_handed_in(
    path: Path, edition: Edition, length: Length | None, assessed_on: date, segments: Path | None = None
) -> tuple[Assessment, tuple[str, ...]]:
    """The assessment of an answer file or sheet, and what had to be mended or left out, one sentence each.

    The customers are those of the file; with `segments` those of that `.csv` file. Without a length, the one that a
    sheet names counts, else the full one. Raises IntakeError as `assess_file` does.
    """
    _check_length(edition, length)
    rules = targeting.rules()
    handed_in = read_all(path, edition, length, rules)
    if segments is not None:
        customers: Customers | None = Customers(rules, targeting.target_file(segments, rules))
        remark = ""
    else:
        customers, remark = targeting.customers_of(handed_in, rules, path.name)
    remarks = (*handed_in.remarks, *([remark] if remark else []))
    return assess(edition, handed_in.response, assessed_on, customers), remarks


def response_to_fill_in(
    path: Path | None, edition: Edition, length: Length | None
) -> tuple[Response, SegmentsAsked, tuple[str, ...]]:
    """What an answer sheet begins with: the response and customers of an answer file, or nothing yet.

    And what is to be known of it.

    Without a length, the one that the file names counts, else the full one. Raises IntakeError for a length that
    there is not, and with every problem of the file.
    """
    _check_length(edition, length)
    rules = targeting.rules()
    if path is None:
        return Response({}, length or Length.FULL), SegmentsAsked(rules), ()
    handed_in = read_all(path, edition, length, rules)
    return handed_in.response, targeting.asked_by(handed_in, rules), handed_in.remarks


def _check_length(edition: Edition, length: Length | None) -> None:
    if length is Length.SHORT and not edition.questionnaire.has_short_length:
        raise IntakeError(f"{edition.questionnaire.name} has no short length; leave --length out")


def questionnaire_of_file(path: Path) -> str:
    """The questionnaire that a file says it answers, as `id/v2`. Raises IntakeError where it does not say."""
    stamp = stamp_in_file(path)
    if stamp is None:
        raise IntakeError(
            f"{path.name}: the file does not say which questionnaire it answers; name it with --questionnaire"
        )
    return f"{stamp.questionnaire}/v{stamp.version}"


def plan_of_file(path: Path, edition: Edition) -> tuple[PlanEntry, ...]:
    """The plan that an answer file holds beside the answers. Raises IntakeError with every problem of it."""
    return plan_in(path, edition.questionnaire)


def answer_template(edition: Edition) -> str:
    """An empty answer file to fill in, as CSV."""
    return answers_csv.template(edition.questionnaire)


def unasked(assessment: Assessment) -> str:
    """What is said of answers outside the length; nothing when there are none."""
    questionnaire, response = assessment.questionnaire, assessment.response
    asked = {q.id for d in questionnaire.dimensions for q in response.asked(questionnaire, d.id)}
    asked |= {question.id for question in questionnaire.questions if question.optional}
    extra = [id for id in response.answers if id not in asked]
    if not extra:
        return ""
    named = listed([f"'{id}'" for id in extra[:3]] + ([f"{len(extra) - 3} more"] if len(extra) > 3 else []))
    verb = "is" if len(extra) == 1 else "are"
    return f"{counted(len(extra), 'answer')} outside the {response.length} length {verb} left out: {named}."
