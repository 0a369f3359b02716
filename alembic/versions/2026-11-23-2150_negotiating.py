"""Rounds, positions, proposals, meetings, motions, votes and deputies."""

import sqlalchemy as sa
from alembic import op

import tracker.store.columns

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = [
    "meeting",
    "motion",
    "attendance",
    "deputy",
    "draft",
    "meetingdecision",
    "position",
    "positionround",
    "textproposal",
    "vote",
    "weight",
]


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("covenant_id", sa.String(36), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("text_version_id", sa.String(36), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("minutes", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["covenant_id"], ["covenant.id"], name="fk_meeting_covenant_id_covenant"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
    )
    op.create_index("ix_meeting_covenant_id", "meeting", ["covenant_id"], unique=False)
    op.create_table(
        "motion",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("covenant_id", sa.String(36), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("subject", sa.String(16), nullable=False),
        sa.Column("text_version_id", sa.String(36), nullable=False),
        sa.Column("proposal_id", sa.String(36), nullable=False),
        sa.Column("participation_id", sa.String(36), nullable=False),
        sa.Column("proposer_id", sa.String(36), nullable=False),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing_note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["covenant_id"], ["covenant.id"], name="fk_motion_covenant_id_covenant"),
        sa.PrimaryKeyConstraint("id", name="pk_motion"),
    )
    op.create_index("ix_motion_covenant_id", "motion", ["covenant_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("covenant_id", sa.String(36), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.String(36), nullable=False),
        sa.Column("participation_id", sa.String(36), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("person_name", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["covenant_id"], ["covenant.id"], name="fk_attendance_covenant_id_covenant"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_attendance_meeting_id_meeting"),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name="fk_attendance_participation_id_participation"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attendance"),
    )
    op.create_index("ix_attendance_covenant_id", "attendance", ["covenant_id"], unique=False)
    op.create_index("ix_attendance_meeting_id", "attendance", ["meeting_id"], unique=False)
    op.create_table(
        "deputy",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("covenant_id", sa.String(36), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.String(36), nullable=False),
        sa.Column("principal_id", sa.String(36), nullable=False),
        sa.Column("principal_name", sa.String(), nullable=False),
        sa.Column("deputy_id", sa.String(36), nullable=False),
        sa.Column("deputy_name", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["covenant_id"], ["covenant.id"], name="fk_deputy_covenant_id_covenant"),
        sa.ForeignKeyConstraint(["deputy_id"], ["account.id"], name="fk_deputy_deputy_id_account"),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name="fk_deputy_participation_id_participation"
        ),
        sa.ForeignKeyConstraint(["principal_id"], ["account.id"], name="fk_deputy_principal_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_deputy"),
    )
    op.create_index("ix_deputy_covenant_id", "deputy", ["covenant_id"], unique=False)
    op.create_index("ix_deputy_deputy_id", "deputy", ["deputy_id"], unique=False)
    op.create_index("ix_deputy_participation_id", "deputy", ["participation_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("covenant_id", sa.String(36), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.String(36), nullable=False),
        sa.Column("text_version_id", sa.String(36), nullable=False),
        sa.Column("clause_id", sa.String(36), nullable=False),
        sa.Column("round_id", sa.String(36), nullable=False),
        sa.Column("stance", sa.String(16), nullable=True),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.Column("resolution", sa.String(), nullable=True),
        sa.Column("saved_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["covenant_id"], ["covenant.id"], name="fk_draft_covenant_id_covenant"),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name="fk_draft_participation_id_participation"
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"], ["textversion.id"], name="fk_draft_text_version_id_textversion"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_index("ix_draft_covenant_id", "draft", ["covenant_id"], unique=False)
    op.create_index("ix_draft_participation_id", "draft", ["participation_id"], unique=False)
    op.create_table(
        "meetingdecision",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("covenant_id", sa.String(36), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("text_version_id", sa.String(36), nullable=False),
        sa.Column("clause_id", sa.String(36), nullable=True),
        sa.Column("proposal_id", sa.String(36), nullable=False),
        sa.Column("motion_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["covenant_id"], ["covenant.id"], name="fk_meetingdecision_covenant_id_covenant"
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_meetingdecision_meeting_id_meeting"),
        sa.PrimaryKeyConstraint("id", name="pk_meetingdecision"),
    )
    op.create_index("ix_meetingdecision_covenant_id", "meetingdecision", ["covenant_id"], unique=False)
    op.create_index("ix_meetingdecision_meeting_id", "meetingdecision", ["meeting_id"], unique=False)
    op.create_table(
        "position",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("covenant_id", sa.String(36), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.String(36), nullable=False),
        sa.Column("text_version_id", sa.String(36), nullable=False),
        sa.Column("clause_id", sa.String(36), nullable=True),
        sa.Column("round_id", sa.String(36), nullable=False),
        sa.Column("stance", sa.String(16), nullable=True),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.Column("resolution", sa.String(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("followed_on", sa.Date(), nullable=True),
        sa.Column("carried_from_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["covenant_id"], ["covenant.id"], name="fk_position_covenant_id_covenant"),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name="fk_position_participation_id_participation"
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"], ["textversion.id"], name="fk_position_text_version_id_textversion"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_position"),
    )
    op.create_index("ix_position_covenant_id", "position", ["covenant_id"], unique=False)
    op.create_index("ix_position_participation_id", "position", ["participation_id"], unique=False)
    op.create_index("ix_position_text_version_id", "position", ["text_version_id"], unique=False)
    op.create_table(
        "positionround",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("covenant_id", sa.String(36), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("text_version_id", sa.String(36), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_how", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(
            ["covenant_id"], ["covenant.id"], name="fk_positionround_covenant_id_covenant"
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"], ["textversion.id"], name="fk_positionround_text_version_id_textversion"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_positionround"),
    )
    op.create_index("ix_positionround_covenant_id", "positionround", ["covenant_id"], unique=False)
    op.create_index("ix_positionround_text_version_id", "positionround", ["text_version_id"], unique=False)
    op.create_table(
        "textproposal",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("covenant_id", sa.String(36), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.String(36), nullable=False),
        sa.Column("text_version_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.String(36), nullable=True),
        sa.Column("kind", sa.String(16), nullable=True),
        sa.Column("heading", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("asked", sa.String(16), nullable=False),
        sa.Column("asked_by_id", sa.String(36), nullable=False),
        sa.Column("asked_by_name", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_name", sa.String(), nullable=False),
        sa.Column("decision_note", sa.String(), nullable=True),
        sa.Column("self_decided", sa.Boolean(), nullable=False),
        sa.Column("adopted_in_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["covenant_id"], ["covenant.id"], name="fk_textproposal_covenant_id_covenant"
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name="fk_textproposal_participation_id_participation"
        ),
        sa.ForeignKeyConstraint(
            ["text_version_id"], ["textversion.id"], name="fk_textproposal_text_version_id_textversion"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_textproposal"),
    )
    op.create_index("ix_textproposal_covenant_id", "textproposal", ["covenant_id"], unique=False)
    op.create_index("ix_textproposal_participation_id", "textproposal", ["participation_id"], unique=False)
    op.create_index("ix_textproposal_text_version_id", "textproposal", ["text_version_id"], unique=False)
    op.create_table(
        "vote",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("covenant_id", sa.String(36), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.String(36), nullable=False),
        sa.Column("participation_id", sa.String(36), nullable=False),
        sa.Column("value", sa.String(16), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["covenant_id"], ["covenant.id"], name="fk_vote_covenant_id_covenant"),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name="fk_vote_motion_id_motion"),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name="fk_vote_participation_id_participation"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_vote"),
    )
    op.create_index("ix_vote_covenant_id", "vote", ["covenant_id"], unique=False)
    op.create_index("ix_vote_motion_id", "vote", ["motion_id"], unique=False)
    op.create_table(
        "weight",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("covenant_id", sa.String(36), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.String(36), nullable=False),
        sa.Column("weight", tracker.store.columns.ExactDecimal(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["covenant_id"], ["covenant.id"], name="fk_weight_covenant_id_covenant"),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name="fk_weight_participation_id_participation"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_weight"),
    )
    op.create_index("ix_weight_covenant_id", "weight", ["covenant_id"], unique=False)
    op.create_index("ix_weight_participation_id", "weight", ["participation_id"], unique=False)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
