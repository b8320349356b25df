"""Whether a coding was made after discussion, who the coders are, why they differed, and agreement that is kept."""

from alembic import op

revision = "0003"
down_revision = "0002"

_STATEMENTS = (
    "ALTER TABLE coding ADD COLUMN discussed BOOLEAN DEFAULT 0 NOT NULL",
    "ALTER TABLE coder ADD COLUMN role TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE coder ADD COLUMN training TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE coder ADD COLUMN again_of TEXT",
    "ALTER TABLE settlement ADD COLUMN reason TEXT DEFAULT '' NOT NULL",
    """
    CREATE TABLE kept_agreement (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        stage TEXT NOT NULL,
        level TEXT NOT NULL,
        coders TEXT NOT NULL,
        version INTEGER NOT NULL,
        program TEXT NOT NULL,
        report TEXT NOT NULL,
        at TEXT NOT NULL,
        round TEXT,
        PRIMARY KEY (id),
        UNIQUE (guid)
    )
    """,
)


def upgrade() -> None:
    """Add the columns and the table."""
    for statement in _STATEMENTS:
        op.execute(statement)
