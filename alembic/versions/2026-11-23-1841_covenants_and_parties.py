"""Covenants, their moves and plans, and who takes part."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = [
    "covenant",
    "stagemove",
    "trackmove",
    "planneddate",
    "override",
    "assignment",
    "participation",
    "roleperiod",
    "mandate",
    "requirement",
    "evidence",
]


def upgrade() -> None:
    op.create_table(
        "covenant",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("name_nl", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("sector_nl", sa.String(), nullable=False),
        sa.Column("sector_en", sa.String(), nullable=False),
        sa.Column("risk_sectors", sa.JSON(), nullable=False),
        sa.Column("workflow", sa.String(), nullable=False),
        sa.Column("track_workflow", sa.String(), nullable=False),
        sa.Column("participation_workflow", sa.String(), nullable=False),
        sa.Column("requirement_workflow", sa.String(), nullable=False),
        sa.Column("checklist", sa.String(), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("track_status", sa.String(32), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("imported_stage", sa.String(), nullable=True),
        sa.Column("recorded_since", sa.Date(), nullable=True),
        sa.Column("started_on", sa.String(), nullable=True),
        sa.Column("facilitated_by", sa.String(), nullable=False),
        sa.Column("prior_activities", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("risk_themes", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("sdgs", sa.JSON(), nullable=False),
        sa.Column("companies_sign", sa.Boolean(), nullable=False),
        sa.Column("quorum", sa.JSON(), nullable=False),
        sa.Column("threshold_companies", sa.Integer(), nullable=True),
        sa.Column("threshold_share", sa.String(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("secretariat", sa.String(), nullable=True),
        sa.Column("monitoring_type", sa.String(), nullable=True),
        sa.Column("predecessor_id", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("status_nl", sa.String(), nullable=True),
        sa.Column("status_en", sa.String(), nullable=True),
        sa.Column("status_as_of", sa.String(), nullable=True),
        sa.Column("needs_verification", sa.Boolean(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.UniqueConstraint("slug", name="uq_covenant_slug"),
    )
    op.create_table(
        "stagemove",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("from_stage", sa.String(), nullable=False),
        sa.Column("to_stage", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
    )
    op.create_index("ix_stagemove_covenant_id", "stagemove", ["covenant_id"], unique=False)
    op.create_table(
        "trackmove",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("from_status", sa.String(), nullable=False),
        sa.Column("to_status", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
    )
    op.create_index("ix_trackmove_covenant_id", "trackmove", ["covenant_id"], unique=False)
    op.create_table(
        "planneddate",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
    )
    op.create_index("ix_planneddate_covenant_id", "planneddate", ["covenant_id"], unique=False)
    op.create_table(
        "override",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("condition_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_override_covenant_id", "override", ["covenant_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(36), sa.ForeignKey("account.id"), nullable=True),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_assignment_covenant_id", "assignment", ["covenant_id"], unique=False)
    op.create_index("ix_assignment_account_id", "assignment", ["account_id"], unique=False)
    op.create_table(
        "participation",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(36), sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=True),
        sa.Column("since", sa.String(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("left", sa.String(), nullable=True),
        sa.Column("joined_stage", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("motivation", sa.String(), nullable=False),
        sa.Column("expertise", sa.String(), nullable=False),
        sa.Column("networks", sa.String(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("contribution_source", sa.String(), nullable=True),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("deputy_name", sa.String(), nullable=False),
        sa.Column("leave_class", sa.String(), nullable=True),
        sa.Column("leave_reason", sa.String(), nullable=False),
        sa.Column("statement_url", sa.String(), nullable=True),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=False),
    )
    op.create_index("ix_participation_covenant_id", "participation", ["covenant_id"], unique=False)
    op.create_index("ix_participation_organisation_id", "participation", ["organisation_id"], unique=False)
    op.create_table(
        "roleperiod",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.String(36), sa.ForeignKey("participation.id"), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
    )
    op.create_index("ix_roleperiod_participation_id", "roleperiod", ["participation_id"], unique=False)
    op.create_index("ix_roleperiod_covenant_id", "roleperiod", ["covenant_id"], unique=False)
    op.create_table(
        "mandate",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.String(36), sa.ForeignKey("participation.id"), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("substance", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_mandate_participation_id", "mandate", ["participation_id"], unique=False)
    op.create_index("ix_mandate_covenant_id", "mandate", ["covenant_id"], unique=False)
    op.create_table(
        "requirement",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.String(36), sa.ForeignKey("participation.id"), nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("text_version_id", sa.String(36), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("open_conditions", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by_name", sa.String(), nullable=False),
        sa.Column("self_accepted", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("participation_id", "code", "cycle", "text_version_id", name="one_row_per_item"),
    )
    op.create_index("ix_requirement_participation_id", "requirement", ["participation_id"], unique=False)
    op.create_index("ix_requirement_covenant_id", "requirement", ["covenant_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("requirement_id", sa.String(36), sa.ForeignKey("requirement.id"), nullable=False),
        sa.Column("participation_id", sa.String(36), sa.ForeignKey("participation.id"), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("submitted_at", sa.String(32), nullable=False),
        sa.Column("submitted_by_name", sa.String(), nullable=True),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("file_hash", sa.String(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("file_type", sa.String(), nullable=True),
        sa.Column("file_size", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=True),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_by_name", sa.String(), nullable=True),
        sa.Column("decided_at", sa.String(32), nullable=True),
        sa.Column("decision_note", sa.String(), nullable=True),
        sa.Column("supersedes_id", sa.String(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
    )
    op.create_index("ix_evidence_requirement_id", "evidence", ["requirement_id"], unique=False)
    op.create_index("ix_evidence_participation_id", "evidence", ["participation_id"], unique=False)
    op.create_index("ix_evidence_covenant_id", "evidence", ["covenant_id"], unique=False)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
