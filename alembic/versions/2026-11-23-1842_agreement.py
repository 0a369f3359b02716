"""Texts, positions on them, signatures, seats, decisions and cases."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = [
    "textversion",
    "textvariant",
    "objection",
    "reservation",
    "signature",
    "marketshare",
    "seat",
    "decision",
    "casefile",
]


def upgrade() -> None:
    op.create_table(
        "textversion",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(24), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("tabled_on", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("final_on", sa.Date(), nullable=True),
        sa.Column("prevailing", sa.String(8), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("visibility", sa.String(32), nullable=False),
    )
    op.create_index("ix_textversion_covenant_id", "textversion", ["covenant_id"], unique=False)
    op.create_table(
        "textvariant",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("text_version_id", sa.String(36), sa.ForeignKey("textversion.id"), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("file_hash", sa.String(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("file_type", sa.String(), nullable=True),
        sa.Column("file_size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("visibility", sa.String(32), nullable=False),
    )
    op.create_index("ix_textvariant_covenant_id", "textvariant", ["covenant_id"], unique=False)
    op.create_index("ix_textvariant_text_version_id", "textvariant", ["text_version_id"], unique=False)
    op.create_table(
        "objection",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.String(36), sa.ForeignKey("participation.id"), nullable=False),
        sa.Column("text_version_id", sa.String(36), sa.ForeignKey("textversion.id"), nullable=True),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("clause", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("resolution", sa.String(), nullable=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing_note", sa.String(), nullable=True),
    )
    op.create_index("ix_objection_participation_id", "objection", ["participation_id"], unique=False)
    op.create_index("ix_objection_covenant_id", "objection", ["covenant_id"], unique=False)
    op.create_table(
        "reservation",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.String(36), sa.ForeignKey("participation.id"), nullable=False),
        sa.Column("condition", sa.String(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("responsible_id", sa.String(36), sa.ForeignKey("participation.id"), nullable=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing_note", sa.String(), nullable=True),
    )
    op.create_index("ix_reservation_covenant_id", "reservation", ["covenant_id"], unique=False)
    op.create_index("ix_reservation_participation_id", "reservation", ["participation_id"], unique=False)
    op.create_table(
        "signature",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.String(36), sa.ForeignKey("participation.id"), nullable=False),
        sa.Column("text_version_id", sa.String(36), sa.ForeignKey("textversion.id"), nullable=False),
        sa.Column("signatory_name", sa.String(), nullable=False),
        sa.Column("signatory_function", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("manner", sa.String(16), nullable=False),
        sa.Column("authority_shown", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("void_on", sa.Date(), nullable=True),
        sa.Column("void_reason", sa.String(), nullable=True),
    )
    op.create_index("ix_signature_covenant_id", "signature", ["covenant_id"], unique=False)
    op.create_index("ix_signature_participation_id", "signature", ["participation_id"], unique=False)
    op.create_table(
        "marketshare",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.String(36), sa.ForeignKey("participation.id"), nullable=False),
        sa.Column("share", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
    )
    op.create_index("ix_marketshare_participation_id", "marketshare", ["participation_id"], unique=False)
    op.create_index("ix_marketshare_covenant_id", "marketshare", ["covenant_id"], unique=False)
    op.create_table(
        "seat",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("delegation", sa.String(), nullable=True),
        sa.Column("chair", sa.Boolean(), nullable=False),
        sa.Column("participation_id", sa.String(36), sa.ForeignKey("participation.id"), nullable=True),
        sa.Column("holder_name", sa.String(), nullable=True),
        sa.Column("deputy_name", sa.String(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_seat_covenant_id", "seat", ["covenant_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(32), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
    )
    op.create_index("ix_decision_covenant_id", "decision", ["covenant_id"], unique=False)
    op.create_table(
        "casefile",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("destination", sa.String(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_casefile_covenant_id", "casefile", ["covenant_id"], unique=False)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
