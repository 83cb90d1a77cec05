"""Checks of a running public site: `make check-site [SITE=url]` (docs/editors.md says what an editor can mend)."""
