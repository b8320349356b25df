"""Rounds of double coding, the ledger of packs, and where a pack comes from."""

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
)


def upgrade() -> None:
    """Make the tables."""
    for statement in _TABLES:
        op.execute(statement)
