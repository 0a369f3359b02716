"""Public facts that were imported."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ["milestone", "datedfact", "commitment", "coverage", "source", "remark"]


def upgrade() -> None:
    op.create_table(
        "milestone",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("nl", sa.String(), nullable=False),
        sa.Column("en", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=True),
    )
    op.create_index("ix_milestone_covenant_id", "milestone", ["covenant_id"], unique=False)
    op.create_table(
        "datedfact",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(48), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=True),
        sa.Column("note_en", sa.String(), nullable=True),
    )
    op.create_index("ix_datedfact_covenant_id", "datedfact", ["covenant_id"], unique=False)
    op.create_table(
        "commitment",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title_nl", sa.String(), nullable=False),
        sa.Column("description_en", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("owner_kind", sa.String(), nullable=False),
        sa.Column("deadline", sa.String(), nullable=True),
        sa.Column("target_value", sa.Integer(), nullable=True),
        sa.Column("target_unit", sa.String(), nullable=True),
        sa.Column("result_value", sa.Integer(), nullable=True),
        sa.Column("result_as_of", sa.String(), nullable=True),
        sa.Column("result_note_en", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=True),
    )
    op.create_index("ix_commitment_covenant_id", "commitment", ["covenant_id"], unique=False)
    op.create_table(
        "coverage",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=True),
        sa.Column("note_en", sa.String(), nullable=True),
    )
    op.create_index("ix_coverage_covenant_id", "coverage", ["covenant_id"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
    )
    op.create_index("ix_source_covenant_id", "source", ["covenant_id"], unique=False)
    op.create_table(
        "remark",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("covenant_id", sa.String(36), sa.ForeignKey("covenant.id"), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(48), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=True),
    )
    op.create_index("ix_remark_covenant_id", "remark", ["covenant_id"], unique=False)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
