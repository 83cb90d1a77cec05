"""Whose forgotten password a link may replace."""

from uuid import UUID

from django.contrib.auth.tokens import default_token_generator

from portal.accounts.models import User


def person_of_link(pk: UUID, token: str) -> User | None:
    """The person of a link; used, expired, replaced and made up look the same.

    The token is bound to the password and the last login of that time: using either closes the link.
    """
    user = User.objects.filter(pk=pk, is_active=True).first()
    fits = user is not None and user.has_usable_password() and default_token_generator.check_token(user, token)
    return user if fits else None
