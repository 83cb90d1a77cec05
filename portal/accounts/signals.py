"""News about people."""

from portal.sessions.signals import access_ended

__all__ = ["access_ended"]
