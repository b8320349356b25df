"""Summaries of respondents on codes: the cells of the matrix."""

from alembic import op

revision = "0004"
down_revision = "0003"

_STATEMENTS = (
    """
    CREATE TABLE summary (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        respondent_id INTEGER NOT NULL,
        code_id INTEGER NOT NULL,
        coder_id INTEGER NOT NULL,
        text TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (respondent_id, code_id),
        UNIQUE (guid),
        FOREIGN KEY(respondent_id) REFERENCES respondent (id),
        FOREIGN KEY(code_id) REFERENCES code (id),
        FOREIGN KEY(coder_id) REFERENCES coder (id)
    )
    """,
    "CREATE INDEX ix_summary_code_id ON summary (code_id)",
    "CREATE INDEX ix_summary_coder_id ON summary (coder_id)",
)


def upgrade() -> None:
    """Make the table."""
    for statement in _STATEMENTS:
        op.execute(statement)
