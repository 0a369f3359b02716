"""Norms covered, conditions of signing, and columns beside what was there."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ["signingcondition", "normmark"]
ADDED = [
    ("covenant", "consent_rule"),
    ("evidence", "principal_name"),
    ("objection", "clause_id"),
    ("objection", "position_id"),
    ("participation", "review_on"),
    ("participation", "successor_id"),
    ("reservation", "signature_id"),
    ("signature", "proxy_of"),
    ("signature", "document_hash"),
    ("signature", "document_name"),
    ("signature", "document_check"),
    ("textvariant", "clauses"),
    ("textversion", "follows_id"),
    ("textversion", "proposer_id"),
    ("textversion", "editorial_reason"),
]


def upgrade() -> None:
    op.create_table(
        "signingcondition",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("covenant_id", sa.String(36), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("participation_id", sa.String(36), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing_note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["covenant_id"], ["covenant.id"], name="fk_signingcondition_covenant_id_covenant"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_signingcondition"),
    )
    op.create_index("ix_signingcondition_covenant_id", "signingcondition", ["covenant_id"], unique=False)
    op.create_table(
        "normmark",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("covenant_id", sa.String(36), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("text_version_id", sa.String(36), nullable=False),
        sa.Column("clause_id", sa.String(36), nullable=True),
        sa.Column("norm", sa.String(32), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("marked_on", sa.Date(), nullable=False),
        sa.Column("marked_by_name", sa.String(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["covenant_id"], ["covenant.id"], name="fk_normmark_covenant_id_covenant"),
        sa.ForeignKeyConstraint(
            ["text_version_id"], ["textversion.id"], name="fk_normmark_text_version_id_textversion"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_normmark"),
    )
    op.create_index("ix_normmark_covenant_id", "normmark", ["covenant_id"], unique=False)
    op.create_index("ix_normmark_text_version_id", "normmark", ["text_version_id"], unique=False)
    op.add_column("covenant", sa.Column("consent_rule", sa.String(64), nullable=False, server_default=""))
    op.add_column("evidence", sa.Column("principal_name", sa.String(), nullable=True))
    op.add_column("objection", sa.Column("clause_id", sa.String(36), nullable=True, server_default=""))
    op.add_column("objection", sa.Column("position_id", sa.String(36), nullable=False, server_default=""))
    op.add_column("participation", sa.Column("review_on", sa.Date(), nullable=True))
    op.add_column("participation", sa.Column("successor_id", sa.String(36), nullable=True))
    op.add_column("reservation", sa.Column("signature_id", sa.String(36), nullable=False, server_default=""))
    op.add_column("signature", sa.Column("proxy_of", sa.String(), nullable=False, server_default=""))
    op.add_column("signature", sa.Column("document_hash", sa.String(64), nullable=False, server_default=""))
    op.add_column("signature", sa.Column("document_name", sa.String(), nullable=False, server_default=""))
    op.add_column("signature", sa.Column("document_check", sa.String(16), nullable=False, server_default=""))
    op.add_column(
        "textvariant", sa.Column("clauses", sa.JSON(), nullable=True, server_default=sa.text("'[]'"))
    )
    op.add_column("textversion", sa.Column("follows_id", sa.String(36), nullable=False, server_default=""))
    op.add_column("textversion", sa.Column("proposer_id", sa.String(36), nullable=False, server_default=""))
    op.add_column(
        "textversion", sa.Column("editorial_reason", sa.String(), nullable=False, server_default="")
    )


def downgrade() -> None:
    for table, column in reversed(ADDED):
        op.drop_column(table, column)
    for table in reversed(TABLES):
        op.drop_table(table)
