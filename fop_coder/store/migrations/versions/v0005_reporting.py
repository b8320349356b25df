"""Reporting: quotations, the report, frozen figures, linked cases, the topic guide, names kept out, settings of all."""

from alembic import op

revision = "0005"
down_revision = "0004"

_STATEMENTS = (
    "ALTER TABLE settings ADD COLUMN smallest_group INTEGER DEFAULT 5 NOT NULL",
    "ALTER TABLE settings ADD COLUMN wording TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE settings ADD COLUMN quotation_label TEXT DEFAULT '' NOT NULL",
    """
    CREATE TABLE linked_case (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        name TEXT NOT NULL,
        members TEXT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        UNIQUE (name)
    )
    """,
    """
    CREATE TABLE kept_name (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        name TEXT NOT NULL,
        instead TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        UNIQUE (name)
    )
    """,
    """
    CREATE TABLE guide_question (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        text TEXT NOT NULL,
        position INTEGER NOT NULL,
        codes TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid)
    )
    """,
    """
    CREATE TABLE quotation (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        coding TEXT NOT NULL,
        by_id INTEGER NOT NULL,
        left_out TEXT NOT NULL,
        note TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        UNIQUE (coding),
        FOREIGN KEY(by_id) REFERENCES coder (id)
    )
    """,
    "CREATE INDEX ix_quotation_by_id ON quotation (by_id)",
    """
    CREATE TABLE report_item (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        kind TEXT NOT NULL,
        position INTEGER NOT NULL,
        by_id INTEGER NOT NULL,
        text TEXT NOT NULL,
        about TEXT,
        asked TEXT NOT NULL,
        figures TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        FOREIGN KEY(by_id) REFERENCES coder (id)
    )
    """,
    "CREATE INDEX ix_report_item_by_id ON report_item (by_id)",
    """
    CREATE TABLE frozen_figures (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        name TEXT NOT NULL,
        asked TEXT NOT NULL,
        figures TEXT NOT NULL,
        version INTEGER NOT NULL,
        by_id INTEGER NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        UNIQUE (name),
        FOREIGN KEY(by_id) REFERENCES coder (id)
    )
    """,
    "CREATE INDEX ix_frozen_figures_by_id ON frozen_figures (by_id)",
)


def upgrade() -> None:
    """Add the columns and the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
