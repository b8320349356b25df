"""The first schema. Written out, not taken from the row classes: a migration must not change when they do."""

from alembic import op

revision = "0001"
down_revision = None

_TABLES = (
    """
    CREATE TABLE attribute (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        name TEXT NOT NULL,
        type TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        UNIQUE (name)
    )
    """,
    """
    CREATE TABLE band (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        ident TEXT NOT NULL,
        name TEXT NOT NULL,
        cuts TEXT NOT NULL,
        codes TEXT NOT NULL,
        number_of TEXT NOT NULL,
        definition TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid)
    )
    """,
    """
    CREATE TABLE code (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        ident TEXT NOT NULL,
        name TEXT NOT NULL,
        "key" TEXT NOT NULL,
        definition TEXT NOT NULL,
        include TEXT NOT NULL,
        exclude TEXT NOT NULL,
        examples TEXT NOT NULL,
        criteria_rule TEXT,
        criteria_word TEXT NOT NULL,
        colour INTEGER NOT NULL,
        parent_id INTEGER,
        gathers BOOLEAN NOT NULL,
        position INTEGER NOT NULL,
        meaning INTEGER NOT NULL,
        retired BOOLEAN NOT NULL,
        verb TEXT NOT NULL,
        complement TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        FOREIGN KEY(parent_id) REFERENCES code (id)
    )
    """,
    """
    CREATE TABLE codebook_version (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        UNIQUE (number)
    )
    """,
    """
    CREATE TABLE coder (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        UNIQUE (name)
    )
    """,
    """
    CREATE TABLE counted (
        coder_id INTEGER NOT NULL,
        code_id INTEGER NOT NULL,
        respondent_id INTEGER NOT NULL,
        document_id INTEGER NOT NULL,
        coding_id INTEGER NOT NULL,
        criteria INTEGER NOT NULL,
        PRIMARY KEY (coder_id, code_id, respondent_id, document_id, coding_id)
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX counted_of_coding ON counted (coding_id)
    """,
    """
    CREATE INDEX counted_of_respondent ON counted (respondent_id, code_id)
    """,
    """
    CREATE TABLE refers (
        coder_id INTEGER NOT NULL,
        code_id INTEGER NOT NULL,
        respondent_id INTEGER NOT NULL,
        document_id INTEGER NOT NULL,
        passages INTEGER NOT NULL,
        criteria INTEGER NOT NULL,
        PRIMARY KEY (coder_id, code_id, respondent_id, document_id)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE history (
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        coder TEXT NOT NULL,
        undoes INTEGER,
        digest TEXT NOT NULL,
        chain TEXT NOT NULL,
        PRIMARY KEY (number)
    )
    """,
    """
    CREATE INDEX ix_history_undoes ON history (undoes)
    """,
    """
    CREATE TABLE instrument (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        ident TEXT NOT NULL,
        name TEXT NOT NULL,
        lowest INTEGER NOT NULL,
        highest INTEGER NOT NULL,
        items TEXT NOT NULL,
        higher_is TEXT NOT NULL,
        most_missing INTEGER NOT NULL,
        definition TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid)
    )
    """,
    """
    CREATE TABLE named_filter (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        over TEXT NOT NULL,
        name TEXT NOT NULL,
        filter TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (over, name),
        UNIQUE (guid)
    )
    """,
    """
    CREATE TABLE reading (
        id INTEGER NOT NULL,
        digest TEXT NOT NULL,
        codes TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (digest)
    )
    """,
    """
    CREATE TABLE respondent (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        label TEXT NOT NULL,
        standing TEXT NOT NULL,
        because TEXT NOT NULL,
        do_not_quote BOOLEAN NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        UNIQUE (label)
    )
    """,
    """
    CREATE TABLE scheme (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        ident TEXT NOT NULL,
        name TEXT NOT NULL,
        definition TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid)
    )
    """,
    """
    CREATE TABLE text (
        sha256 TEXT NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (sha256)
    )
    """,
    """
    CREATE TABLE attribute_value (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        respondent_id INTEGER NOT NULL,
        attribute_id INTEGER NOT NULL,
        value TEXT NOT NULL,
        number FLOAT,
        occasion TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (respondent_id, attribute_id, occasion),
        UNIQUE (guid),
        FOREIGN KEY(respondent_id) REFERENCES respondent (id),
        FOREIGN KEY(attribute_id) REFERENCES attribute (id)
    )
    """,
    """
    CREATE INDEX ix_attribute_value_attribute_id ON attribute_value (attribute_id)
    """,
    """
    CREATE TABLE category (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        scheme_id INTEGER NOT NULL,
        ident TEXT NOT NULL,
        name TEXT NOT NULL,
        "key" TEXT NOT NULL,
        definition TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        FOREIGN KEY(scheme_id) REFERENCES scheme (id)
    )
    """,
    """
    CREATE INDEX ix_category_scheme_id ON category (scheme_id)
    """,
    """
    CREATE TABLE criterion (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        code_id INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        name TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        FOREIGN KEY(code_id) REFERENCES code (id)
    )
    """,
    """
    CREATE INDEX ix_criterion_code_id ON criterion (code_id)
    """,
    """
    CREATE TABLE document (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        length INTEGER NOT NULL,
        kind TEXT NOT NULL,
        occasion TEXT NOT NULL,
        source TEXT NOT NULL,
        format TEXT NOT NULL,
        encoding TEXT NOT NULL,
        added TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        UNIQUE (name),
        FOREIGN KEY(sha256) REFERENCES text (sha256)
    )
    """,
    """
    CREATE INDEX ix_document_sha256 ON document (sha256)
    """,
    """
    CREATE TABLE mark (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        respondent_id INTEGER NOT NULL,
        about TEXT NOT NULL,
        coder_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        because TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (coder_id, about, respondent_id),
        UNIQUE (guid),
        FOREIGN KEY(respondent_id) REFERENCES respondent (id),
        FOREIGN KEY(coder_id) REFERENCES coder (id)
    )
    """,
    """
    CREATE INDEX ix_mark_respondent_id ON mark (respondent_id)
    """,
    """
    CREATE TABLE memo (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        "on" TEXT NOT NULL,
        about TEXT NOT NULL,
        coder_id INTEGER NOT NULL,
        text TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        FOREIGN KEY(coder_id) REFERENCES coder (id)
    )
    """,
    """
    CREATE INDEX ix_memo_coder_id ON memo (coder_id)
    """,
    """
    CREATE INDEX memo_about ON memo (about)
    """,
    """
    CREATE TABLE payload (
        number INTEGER NOT NULL,
        salt BLOB NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (number),
        FOREIGN KEY(number) REFERENCES history (number)
    )
    """,
    """
    CREATE TABLE settings (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        name TEXT NOT NULL,
        default_coder_id INTEGER NOT NULL,
        default_view TEXT NOT NULL,
        chosen TEXT NOT NULL,
        respondent_word TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (guid),
        FOREIGN KEY(default_coder_id) REFERENCES coder (id)
    )
    """,
    """
    CREATE TABLE assignment (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        document_id INTEGER NOT NULL,
        coder_id INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (coder_id, document_id),
        UNIQUE (guid),
        FOREIGN KEY(document_id) REFERENCES document (id),
        FOREIGN KEY(coder_id) REFERENCES coder (id)
    )
    """,
    """
    CREATE INDEX ix_assignment_document_id ON assignment (document_id)
    """,
    """
    CREATE TABLE classification (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        respondent_id INTEGER NOT NULL,
        scheme_id INTEGER NOT NULL,
        category_id INTEGER NOT NULL,
        coder_id INTEGER NOT NULL,
        because TEXT NOT NULL,
        occasion TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (scheme_id, coder_id, respondent_id, occasion),
        UNIQUE (guid),
        FOREIGN KEY(respondent_id) REFERENCES respondent (id),
        FOREIGN KEY(scheme_id) REFERENCES scheme (id),
        FOREIGN KEY(category_id) REFERENCES category (id),
        FOREIGN KEY(coder_id) REFERENCES coder (id)
    )
    """,
    """
    CREATE INDEX ix_classification_category_id ON classification (category_id)
    """,
    """
    CREATE INDEX ix_classification_coder_id ON classification (coder_id)
    """,
    """
    CREATE INDEX ix_classification_respondent_id ON classification (respondent_id)
    """,
    """
    CREATE TABLE coding (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        document_id INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        code_id INTEGER NOT NULL,
        coder_id INTEGER NOT NULL,
        memo TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (document_id, start, "end", code_id, coder_id),
        UNIQUE (guid),
        FOREIGN KEY(document_id) REFERENCES document (id),
        FOREIGN KEY(code_id) REFERENCES code (id),
        FOREIGN KEY(coder_id) REFERENCES coder (id)
    )
    """,
    """
    CREATE INDEX coding_of_code ON coding (code_id, document_id, start)
    """,
    """
    CREATE INDEX coding_of_coder ON coding (coder_id, document_id)
    """,
    """
    CREATE TABLE finish (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        document_id INTEGER NOT NULL,
        coder_id INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        at TEXT NOT NULL,
        codebook_version INTEGER NOT NULL,
        reading_id INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (coder_id, document_id),
        UNIQUE (guid),
        FOREIGN KEY(document_id) REFERENCES document (id),
        FOREIGN KEY(coder_id) REFERENCES coder (id),
        FOREIGN KEY(reading_id) REFERENCES reading (id)
    )
    """,
    """
    CREATE INDEX ix_finish_document_id ON finish (document_id)
    """,
    """
    CREATE TABLE speaker (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        document_id INTEGER NOT NULL,
        label TEXT NOT NULL,
        role TEXT NOT NULL,
        respondent_id INTEGER,
        PRIMARY KEY (id),
        UNIQUE (guid),
        FOREIGN KEY(document_id) REFERENCES document (id),
        FOREIGN KEY(respondent_id) REFERENCES respondent (id)
    )
    """,
    """
    CREATE INDEX ix_speaker_document_id ON speaker (document_id)
    """,
    """
    CREATE INDEX ix_speaker_respondent_id ON speaker (respondent_id)
    """,
    """
    CREATE TABLE coding_criterion (
        coding_id INTEGER NOT NULL,
        criterion_id INTEGER NOT NULL,
        PRIMARY KEY (coding_id, criterion_id),
        FOREIGN KEY(coding_id) REFERENCES coding (id),
        FOREIGN KEY(criterion_id) REFERENCES criterion (id)
    )
    """,
    """
    CREATE INDEX ix_coding_criterion_criterion_id ON coding_criterion (criterion_id)
    """,
    """
    CREATE TABLE turn (
        id INTEGER NOT NULL,
        document_id INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        speaker_id INTEGER NOT NULL,
        time INTEGER,
        time_end INTEGER,
        PRIMARY KEY (id),
        FOREIGN KEY(document_id) REFERENCES document (id),
        FOREIGN KEY(speaker_id) REFERENCES speaker (id)
    )
    """,
    """
    CREATE INDEX ix_turn_speaker_id ON turn (speaker_id)
    """,
    """
    CREATE INDEX turn_in_document ON turn (document_id, start)
    """,
)

_FULL_TEXT = (
    "CREATE VIRTUAL TABLE turn_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE memo_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE coding_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')",
)


def upgrade() -> None:
    """Make all tables, indexes and full-text indexes."""
    for statement in (*_TABLES, *_FULL_TEXT):
        op.execute(statement)
