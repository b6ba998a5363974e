"""The table of tokens, made by the engine of the database in use."""

from django.db import migrations

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
        schema_editor.execute("CREATE TABLE search_tokens (id bigint PRIMARY KEY, tokens tsvector NOT NULL)")
        schema_editor.execute("CREATE INDEX search_tokens_gin ON search_tokens USING gin (tokens)")
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
