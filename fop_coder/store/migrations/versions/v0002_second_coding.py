"""Rounds of double coding, the ledger of packs, where a pack comes from, and settlements."""

from alembic import op

revision = "0002"
down_revision = "0001"

_TABLES = (
    """
    CREATE TABLE round (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        name TEXT NOT NULL,
        aim TEXT NOT NULL,
        documents TEXT NOT NULL,
        coders TEXT NOT NULL,
        drawn TEXT NOT NULL,
        seed INTEGER,
        codebook_version INTEGER NOT NULL,
        at TEXT NOT NULL,
        opened TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        UNIQUE (name)
    )
    """,
    """
    CREATE TABLE pack (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        coder_id INTEGER NOT NULL,
        documents TEXT NOT NULL,
        drawn TEXT NOT NULL,
        seed INTEGER,
        because TEXT NOT NULL,
        codebook_version INTEGER NOT NULL,
        at TEXT NOT NULL,
        round TEXT,
        merged TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        FOREIGN KEY(coder_id) REFERENCES coder (id)
    )
    """,
    """
    CREATE INDEX ix_pack_coder_id ON pack (coder_id)
    """,
    """
    CREATE TABLE pack_origin (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        project TEXT NOT NULL,
        coder TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid)
    )
    """,
    """
    CREATE TABLE settlement (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        about TEXT NOT NULL,
        coders TEXT NOT NULL,
        basis TEXT NOT NULL,
        outcome TEXT NOT NULL,
        "by" TEXT NOT NULL,
        at TEXT NOT NULL,
        because TEXT NOT NULL,
        document_id INTEGER,
        respondent_id INTEGER,
        passages TEXT NOT NULL,
        status TEXT NOT NULL,
        category TEXT,
        PRIMARY KEY (id),
        UNIQUE (guid),
        FOREIGN KEY(document_id) REFERENCES document (id),
        FOREIGN KEY(respondent_id) REFERENCES respondent (id)
    )
    """,
    """
    CREATE INDEX settlement_of_document ON settlement (document_id, about)
    """,
    """
    CREATE INDEX settlement_of_respondent ON settlement (respondent_id, about)
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for statement in _TABLES:
        op.execute(statement)
