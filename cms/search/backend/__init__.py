"""The search of Wagtail, for Japanese: what ``WAGTAILSEARCH_BACKENDS`` names, for either database."""

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail looks for this name
    """The backend for the database in use."""
    if connection.vendor == "postgresql":
        from cms.search.backend.postgres import JapanesePostgresBackend

        return JapanesePostgresBackend(params)
    from cms.search.backend.sqlite import JapaneseSQLiteBackend

    return JapaneseSQLiteBackend(params)
