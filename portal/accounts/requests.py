"""The request of a door that the gate opens to known people only (for types)."""

from django.http import HttpRequest

from portal.accounts.models import User


class PersonRequest(HttpRequest):
    """A request whose person the gate has recognised."""

    user: User
