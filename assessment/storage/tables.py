"""The tables, as the newest revision of the migrations leaves them.

Ids are TEXT, booleans are integers 0 and 1, scores and targets are hundredths. Every enumeration,
range and state rule is a CHECK, so that no path to the database can break it.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)

from assessment.model import (
    Basis,
    CampaignMode,
    Evidence,
    Length,
    OrganisationSource,
    PlanPhase,
    PlanStatus,
    ResponseState,
    Role,
    SegmentStatus,
    Status,
)
from assessment.storage.types import UtcTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)


class DocumentKind(StrEnum):
    """What a stored document is."""

    QUESTIONNAIRE = "questionnaire"
    PROFILE = "profile"
    REFERENCE_POINTS = "reference_points"
    TARGETING = "targeting"


class FieldKind(StrEnum):
    """What a field of a response tells: about the respondent, or about a practice."""

    PROFILE = "profile"
    PRACTICE = "practice"


class PriorityKind(StrEnum):
    """How much a dimension is a priority; one of those picked is starred."""

    PICKED = "picked"
    STARRED = "starred"


class SegmentTest(StrEnum):
    """What is looked into for one segment beside its ratings."""

    RIVALS = "rivals"
    ADJACENCY = "adjacency"


class WrittenPage(StrEnum):
    """A page that an organisation writes."""

    STRATEGY = "strategy"
    DISCOVERY = "discovery"


def _one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", column)


def _flag(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN (0, 1)", column)


def _table(name: str, *parts: Column[Any] | CheckConstraint | UniqueConstraint, rowid: bool = True) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


def _id() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _number() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _whole(name: str, *, null: bool = False, default: int | None = None) -> Column[int]:
    return Column(name, Integer, nullable=null, server_default=None if default is None else text(str(default)))


def _time(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, UtcTime, nullable=null)


def _of(
    name: str, target: str, on_delete: str, *, null: bool = False, key: bool = False, index: bool = False
) -> Column[str]:
    return Column(name, Text, ForeignKey(target, ondelete=on_delete), nullable=null, primary_key=key, index=index)


document = _table(
    "document",
    Column("hash", Text, primary_key=True),
    _text("kind"),
    _text("text"),
    _time("stored_at"),
    _one_of("kind", DocumentKind),
)

organisation_group = _table("organisation_group", _id(), _text("name"))

organisation = _table(
    "organisation",
    _id(),
    _text("name"),
    _of("group_id", "organisation_group.id", "SET NULL", null=True, index=True),
    _text("source"),
    _time("created_at"),
    _one_of("source", OrganisationSource),
)

organisation_field = _table(
    "organisation_field",
    _of("organisation_id", "organisation.id", "CASCADE", key=True),
    _key("field"),
    _text("value"),
    rowid=False,
)

engagement = _table(
    "engagement",
    _id(),
    _text("name"),
    _time("created_at"),
    _time("retain_until", null=True),
)

# Who signs in. Whoever comes by an identity provider has no password here.
account = _table(
    "account",
    _id(),
    _text("email"),
    _text("name"),
    _text("role"),
    _text("password_hash", null=True),
    _text("identity", null=True),
    _time("created_at"),
    _time("disabled_at", null=True),
    UniqueConstraint("email"),
    UniqueConstraint("identity"),
    _one_of("role", [Role.CONSULTANT, Role.ADMINISTRATOR]),
)

# One-time links by which somebody sets a password: for an account, or, without one, for the first account of all.
account_link = _table(
    "account_link",
    _key("token_hash"),
    _of("account_id", "account.id", "CASCADE", null=True, index=True),
    _time("created_at"),
    _time("expires_at"),
    _time("used_at", null=True),
    CheckConstraint("expires_at > created_at", "expires_after_creation"),
    rowid=False,
)

# A browser in which somebody is signed in; looked up again at every rerun.
sign_in = _table(
    "sign_in",
    _key("token_hash"),
    _of("account_id", "account.id", "CASCADE", index=True),
    _time("created_at"),
    _time("seen_at"),
    _time("expires_at"),
    CheckConstraint("expires_at > created_at", "expires_after_creation"),
    rowid=False,
)

# Attempts to sign in that failed, by the hash of the account or the address they came from.
sign_in_attempt = _table(
    "sign_in_attempt",
    _number(),
    _text("tried"),
    _time("at"),
)
Index("ix_sign_in_attempt_tried", sign_in_attempt.c.tried, sign_in_attempt.c.at)

engagement_member = _table(
    "engagement_member",
    _of("engagement_id", "engagement.id", "CASCADE", key=True),
    _of("account_id", "account.id", "CASCADE", key=True, index=True),
    rowid=False,
)

engagement_organisation = _table(
    "engagement_organisation",
    _of("engagement_id", "engagement.id", "CASCADE", key=True),
    _of("organisation_id", "organisation.id", "CASCADE", key=True, index=True),
    rowid=False,
)

campaign = _table(
    "campaign",
    _id(),
    _of("engagement_id", "engagement.id", "RESTRICT", null=True, index=True),
    _text("title"),
    _of("questionnaire_hash", "document.hash", "RESTRICT"),
    _of("profile_hash", "document.hash", "RESTRICT", null=True),
    _of("references_hash", "document.hash", "RESTRICT", null=True),
    _text("length"),
    _text("mode"),
    _whole("wave"),
    _whole("implicit"),
    _text("scoring_rule"),
    _time("opens_at", null=True),
    _time("closes_at", null=True),
    _time("retain_until", null=True),
    _time("created_at"),
    _text("time_zone", null=True),
    _time("closed_at", null=True),
    _one_of("length", Length),
    _one_of("mode", CampaignMode),
    CheckConstraint("wave >= 1", "wave"),
    _flag("implicit"),
    _one_of("scoring_rule", ["respondents", "lenses"]),
    CheckConstraint("closes_at > opens_at", "closes_after_opening"),
)
# One campaign gathers what people start on their own with one edition.
Index(
    "uq_campaign_implicit_edition",
    campaign.c.questionnaire_hash,
    func.coalesce(campaign.c.profile_hash, text("''")),
    func.coalesce(campaign.c.references_hash, text("''")),
    unique=True,
    sqlite_where=text("implicit = 1"),
    postgresql_where=text("implicit = 1"),
)

# Deliberately without a link from an anonymous invitation to a response.
# What respondents of a campaign may say of themselves, by profile field; `bloc` is the announced group of a lens.
campaign_option = _table(
    "campaign_option",
    _of("campaign_id", "campaign.id", "CASCADE", key=True),
    _key("field"),
    _key("option"),
    _text("bloc", null=True),
    rowid=False,
)

# A link by which anybody of an organisation may begin.
campaign_link = _table(
    "campaign_link",
    _id(),
    _of("campaign_id", "campaign.id", "CASCADE", index=True),
    _of("organisation_id", "organisation.id", "CASCADE", index=True),
    _text("token_hash"),
    _time("created_at"),
    _time("revoked_at", null=True),
    UniqueConstraint("token_hash"),
)

# A link by which a sponsor reads what a campaign says of an organisation.
sponsor_link = _table(
    "sponsor_link",
    _id(),
    _of("campaign_id", "campaign.id", "CASCADE", index=True),
    _of("organisation_id", "organisation.id", "CASCADE", index=True),
    _text("name"),
    _text("token_hash"),
    _time("created_at"),
    _time("expires_at", null=True),
    _time("revoked_at", null=True),
    UniqueConstraint("token_hash"),
    CheckConstraint("expires_at > created_at", "expires_after_creation"),
)

# What a leadership team agreed on where it differed; the answers themselves stay.
settlement = _table(
    "settlement",
    _of("campaign_id", "campaign.id", "CASCADE", key=True),
    _of("organisation_id", "organisation.id", "CASCADE", key=True, index=True),
    _key("question"),
    _whole("level", null=True),
    _text("reason"),
    _of("account_id", "account.id", "SET NULL", null=True, index=True),
    _time("settled_at"),
    CheckConstraint("level >= 0", "level"),
    rowid=False,
)

# How somebody from outside rates a question, by a document.
assessor_rating = _table(
    "assessor_rating",
    _of("campaign_id", "campaign.id", "CASCADE", key=True),
    _of("organisation_id", "organisation.id", "CASCADE", key=True, index=True),
    _key("question"),
    _whole("level"),
    _text("reference"),
    _of("account_id", "account.id", "SET NULL", null=True, index=True),
    _time("rated_at"),
    CheckConstraint("level >= 0", "level"),
    rowid=False,
)

invitation = _table(
    "invitation",
    _id(),
    _of("campaign_id", "campaign.id", "CASCADE", index=True),
    _of("organisation_id", "organisation.id", "CASCADE", null=True, index=True),
    _text("token_hash"),
    _text("state"),
    _text("name", null=True),
    _text("email", null=True),
    _text("lens", null=True),
    _text("seniority", null=True),
    _time("sent_at", null=True),
    _time("expires_at", null=True),
    _time("created_at"),
    _time("reminded_at", null=True),
    _whole("reminders", default=0),
    UniqueConstraint("token_hash"),
    CheckConstraint("reminders >= 0", "reminders"),
    _one_of("state", ["created", "sent", "opened", "started", "submitted", "revoked", "used"]),
)

response = _table(
    "response",
    _id(),
    _of("campaign_id", "campaign.id", "RESTRICT", index=True),
    _of("organisation_id", "organisation.id", "RESTRICT", index=True),
    _of("invitation_id", "invitation.id", "SET NULL", null=True, index=True),
    _text("length"),
    _text("state"),
    _text("resume_hash"),
    _whole("target_year", null=True),
    _time("started_at"),
    _time("saved_at"),
    _time("submitted_at", null=True),
    _text("writer", null=True),
    _whole("seconds", null=True),
    UniqueConstraint("resume_hash"),
    _one_of("length", Length),
    _one_of("state", ResponseState),
    CheckConstraint("(state = 'submitted') = (submitted_at IS NOT NULL)", "submitted_has_time"),
    CheckConstraint("target_year BETWEEN 2000 AND 2100", "target_year"),
    CheckConstraint("seconds >= 0", "seconds"),
    # Ids are random: no order in which responses were begun stays in the file.
    rowid=False,
)

# A dimension of a response that a colleague was asked to answer, by a link of its own.
delegation = _table(
    "delegation",
    _id(),
    _of("response_id", "response.id", "CASCADE", index=True),
    _text("dimension"),
    _text("name", null=True),
    _text("token_hash"),
    _time("created_at"),
    _time("opened_at", null=True),
    _time("done_at", null=True),
    _time("revoked_at", null=True),
    UniqueConstraint("token_hash"),
    # As with responses, no order stays in the file.
    rowid=False,
)

answer = _table(
    "answer",
    _of("response_id", "response.id", "CASCADE", key=True),
    _key("question"),
    _whole("level", null=True),
    _text("status", null=True),
    _text("comment", null=True),
    _time("answered_at", null=True),
    # Whose word it is, if it is not the respondent's own.
    _of("delegation_id", "delegation.id", "SET NULL", null=True, index=True),
    _one_of("status", Status),
    CheckConstraint("level >= 0", "level"),
    CheckConstraint("level IS NULL OR status IS NULL", "level_or_status"),
    CheckConstraint("(answered_at IS NULL) = (level IS NULL AND status IS NULL)", "answered_has_time"),
    rowid=False,
)

response_dimension = _table(
    "response_dimension",
    _of("response_id", "response.id", "CASCADE", key=True),
    _key("dimension"),
    _text("basis", null=True),
    _text("priority", null=True),
    _whole("pick_order", null=True),
    _whole("target", null=True),
    _whole("deepened", default=0),
    _one_of("basis", Basis),
    _one_of("priority", PriorityKind),
    CheckConstraint("(priority IS NULL) = (pick_order IS NULL)", "priority_has_order"),
    CheckConstraint("pick_order >= 1", "pick_order"),
    CheckConstraint("target >= 0", "target"),
    CheckConstraint("target IS NULL OR priority IS NOT NULL", "target_of_priority"),
    _flag("deepened"),
    UniqueConstraint("response_id", "pick_order"),
    rowid=False,
)
Index(
    "uq_response_dimension_starred",
    response_dimension.c.response_id,
    unique=True,
    sqlite_where=text("priority = 'starred'"),
    postgresql_where=text("priority = 'starred'"),
)

response_field = _table(
    "response_field",
    _of("response_id", "response.id", "CASCADE", key=True),
    _key("kind"),
    _key("field"),
    _text("value"),
    _one_of("kind", FieldKind),
    rowid=False,
)

# Private links whose responses were erased: no new response may lie behind them.
spent_link = _table("spent_link", _key("resume_hash"), rowid=False)

# Append-only: triggers refuse changes, and a row goes only with its response.
change = _table(
    "change",
    _number(),
    _of("response_id", "response.id", "CASCADE", index=True),
    _text("kind"),
    _text("subject"),
    _text("value", null=True),
    _time("changed_at"),
)

# Append-only: the newest row holds. A row goes only with its organisation or response.
consent = _table(
    "consent",
    _number(),
    _of("organisation_id", "organisation.id", "CASCADE", index=True),
    _of("response_id", "response.id", "CASCADE", null=True, index=True),
    _text("purpose"),
    _whole("given"),
    _time("recorded_at"),
    _one_of("purpose", ["peers"]),
    _flag("given"),
)

plan_entry = _table(
    "plan_entry",
    _id(),
    _of("organisation_id", "organisation.id", "CASCADE", index=True),
    _whole("wave"),
    _text("dimension"),
    _text("action"),
    _text("owner", null=True),
    _text("due", null=True),
    _text("phase", null=True),
    _text("step", null=True),
    _text("status"),
    _text("question", null=True),
    _whole("level", null=True),
    _whole("position"),
    _time("changed_at"),
    CheckConstraint("wave >= 1", "wave"),
    _one_of("phase", PlanPhase),
    _one_of("status", PlanStatus),
    CheckConstraint("level >= 0", "level"),
    CheckConstraint("level IS NULL OR question IS NOT NULL", "level_of_question"),
    CheckConstraint("position >= 0", "position"),
)

# The customers of an organisation in a wave: what its segments rest on, the segments, and how each rater rates them.
# Shares are hundredths of a per cent.
segmentation = _table(
    "segmentation",
    _of("organisation_id", "organisation.id", "CASCADE", key=True),
    Column("wave", Integer, primary_key=True),
    _of("rules_hash", "document.hash", "RESTRICT"),
    _whole("not_attributable"),
    _time("changed_at"),
    _time("locked_at", null=True),
    _of("locked_by", "response.id", "SET NULL", null=True, index=True),
    _whole("locked_blind", default=0),
    CheckConstraint("wave >= 1", "wave"),
    CheckConstraint("not_attributable BETWEEN 0 AND 10000", "not_attributable"),
    _flag("locked_blind"),
    rowid=False,
)

segment = _table(
    "segment",
    _id(),
    _of("organisation_id", "organisation.id", "CASCADE", index=True),
    _whole("wave"),
    _whole("position"),
    _text("name"),
    _text("status"),
    _whole("must_serve"),
    _whole("revenue_share"),
    _whole("spend_share"),
    _text("accessible_size", null=True),
    _text("milestone", null=True),
    _text("owner", null=True),
    _text("end_date", null=True),
    _time("changed_at"),
    _whole("profit_share", null=True),
    _whole("growth", null=True),
    _whole("win_rate", null=True),
    _whole("retention", null=True),
    _text("named_rivals", null=True),
    _whole("attractive_rank", null=True),
    CheckConstraint("wave >= 1", "wave"),
    CheckConstraint("position >= 0", "position"),
    _one_of("status", SegmentStatus),
    _flag("must_serve"),
    CheckConstraint("revenue_share BETWEEN 0 AND 10000", "revenue_share"),
    CheckConstraint("spend_share BETWEEN 0 AND 10000", "spend_share"),
    CheckConstraint("profit_share BETWEEN -1000000 AND 1000000", "profit_share"),
    CheckConstraint("growth BETWEEN -10000 AND 1000000", "growth"),
    CheckConstraint("win_rate BETWEEN 0 AND 10000", "win_rate"),
    CheckConstraint("retention BETWEEN 0 AND 10000", "retention"),
    CheckConstraint("attractive_rank >= 1", "attractive_rank"),
)

segment_rating = _table(
    "segment_rating",
    _of("segment_id", "segment.id", "CASCADE", key=True),
    _of("response_id", "response.id", "CASCADE", key=True, index=True),
    _key("criterion"),
    _whole("rating"),
    _text("evidence"),
    _time("rated_at"),
    CheckConstraint("rating BETWEEN 1 AND 5", "rating"),
    _one_of("evidence", Evidence),
    rowid=False,
)

# The weights that an organisation gives the criteria instead of those in the rules, in ten-thousandths.
criterion_weight = _table(
    "criterion_weight",
    _of("organisation_id", "organisation.id", "CASCADE", key=True),
    Column("wave", Integer, primary_key=True),
    _key("criterion"),
    _whole("weight"),
    CheckConstraint("wave >= 1", "wave"),
    CheckConstraint("weight BETWEEN 0 AND 10000", "weight"),
    rowid=False,
)

# What is looked into for one segment beside its ratings; the content is JSON.
segment_test = _table(
    "segment_test",
    _of("segment_id", "segment.id", "CASCADE", key=True),
    _key("kind"),
    _text("content"),
    _time("changed_at"),
    _one_of("kind", SegmentTest),
    rowid=False,
)

# A workshop in which several people rate the segments of a wave, each blind on a phone of their own.
# Workshops of a wave are numbered as they are opened: of an anonymous campaign only days are kept.
workshop = _table(
    "workshop",
    _id(),
    _of("organisation_id", "organisation.id", "CASCADE", index=True),
    _whole("wave"),
    _whole("number"),
    _of("response_id", "response.id", "CASCADE", index=True),
    _text("token_hash"),
    _time("opened_at"),
    _time("revealed_at", null=True),
    _time("closed_at", null=True),
    UniqueConstraint("token_hash"),
    UniqueConstraint("organisation_id", "wave", "number"),
    CheckConstraint("wave >= 1", "wave"),
    CheckConstraint("number >= 1", "number"),
    CheckConstraint("revealed_at >= opened_at", "revealed_after_opening"),
)

workshop_rater = _table(
    "workshop_rater",
    _id(),
    _of("workshop_id", "workshop.id", "CASCADE", index=True),
    _text("token_hash"),
    _text("name"),
    _time("joined_at"),
    _time("done_at", null=True),
    UniqueConstraint("token_hash"),
)

workshop_rating = _table(
    "workshop_rating",
    _of("rater_id", "workshop_rater.id", "CASCADE", key=True),
    _of("segment_id", "segment.id", "CASCADE", key=True, index=True),
    _key("criterion"),
    _whole("rating"),
    _text("evidence"),
    CheckConstraint("rating BETWEEN 1 AND 5", "rating"),
    _one_of("evidence", Evidence),
    rowid=False,
)

# What the room agreed on after an argument, where the median of its ratings does not count.
workshop_agreement = _table(
    "workshop_agreement",
    _of("workshop_id", "workshop.id", "CASCADE", key=True),
    _of("segment_id", "segment.id", "CASCADE", key=True, index=True),
    _key("criterion"),
    _whole("rating"),
    CheckConstraint("rating BETWEEN 1 AND 5", "rating"),
    rowid=False,
)

# The texts of pages that an organisation writes in a wave: its strategy on a page, its customers now.
written_part = _table(
    "written_part",
    _of("organisation_id", "organisation.id", "CASCADE", key=True),
    Column("wave", Integer, primary_key=True),
    _key("page"),
    _key("part"),
    _text("text"),
    _time("changed_at"),
    CheckConstraint("wave >= 1", "wave"),
    _one_of("page", WrittenPage),
    rowid=False,
)

# A key account, a segment or an inner customer, and who plays which buying role there.
key_account = _table(
    "key_account",
    _id(),
    _of("organisation_id", "organisation.id", "CASCADE", index=True),
    _whole("wave"),
    _whole("position"),
    _text("name"),
    _of("segment_id", "segment.id", "SET NULL", null=True, index=True),
    _time("changed_at"),
    CheckConstraint("wave >= 1", "wave"),
    CheckConstraint("position >= 0", "position"),
)

key_account_role = _table(
    "key_account_role",
    _of("key_account_id", "key_account.id", "CASCADE", key=True),
    _key("role"),
    _text("person", null=True),
    _text("last_contact", null=True),
    CheckConstraint("person IS NOT NULL OR last_contact IS NOT NULL", "says_something"),
    rowid=False,
)

# Append-only: what was presented stays as it was, and goes only with its response.
presentation = _table(
    "presentation",
    _id(),
    _of("response_id", "response.id", "CASCADE", index=True),
    _text("title"),
    _text("content"),
    _text("content_hash"),
    _time("presented_at"),
    UniqueConstraint("response_id", "content_hash"),
)

share_link = _table(
    "share_link",
    _id(),
    _of("presentation_id", "presentation.id", "CASCADE", index=True),
    _text("token_hash"),
    _time("created_at"),
    _time("expires_at", null=True),
    _time("revoked_at", null=True),
    UniqueConstraint("token_hash"),
    CheckConstraint("expires_at > created_at", "expires_after_creation"),
)

# Append-only. It names no content; an erasure takes the ids out of the rows about what was erased.
audit = _table(
    "audit",
    _number(),
    _time("at"),
    _text("role"),
    _text("actor", null=True),
    _text("verb"),
    _text("subject_kind"),
    _text("subject", null=True),
    _text("note", null=True),
    _one_of("role", Role),
)
