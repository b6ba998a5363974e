"""The table of tokens, made by the engine of the database in use."""

from django.db import migrations

POSTGRESQL = [
    # Ranking reads every vector that matches: kept in the row and uncompressed, that takes 40 % of the time.
    "CREATE TABLE search_tokens (id bigint PRIMARY KEY, scale real NOT NULL, tokens tsvector NOT NULL)"
    " WITH (toast_tuple_target = 8160)",
    "ALTER TABLE search_tokens ALTER COLUMN tokens SET STORAGE EXTERNAL",
    # Without fastupdate: otherwise each question reads through the changes that no vacuum has sorted in yet.
    "CREATE INDEX search_tokens_gin ON search_tokens USING gin (tokens) WITH (fastupdate = off)",
]
# Ranges over these texts go by code point on every database, not by the rules of a server's language.
BY_CODE_POINT = [
    ("search_searchgroup", ("date", "date_start", "date_end"), "varchar(32)"),
    ("search_searchdocument", ("title_key",), "varchar(200)"),
    ("search_searchword", ("word",), "varchar(60)"),
]


def create(apps, schema_editor):
    """FTS5 table on SQLite, tsvector table on PostgreSQL; other databases have no engine and get none."""
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        schema_editor.execute("CREATE VIRTUAL TABLE search_fts USING fts5(title, summary, body, tokenize='ascii')")
    elif vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)
        for table, columns, kind in BY_CODE_POINT:
            for column in columns:
                schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind} COLLATE "C"')


def drop(apps, schema_editor):
    """Drop whichever table was made."""
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_fts")
    elif vendor == "postgresql":
        schema_editor.execute("DROP TABLE search_tokens")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
