"""Which change of address a link belongs to."""

from django.http import Http404

from portal.accounts.models import User
from portal.accounts.tokens import sha256
from portal.addresses.models import AddressChange


def get_change_of(user: User, token: str) -> AddressChange:
    """The person's own open change; used, expired, another's and unknown are all 404."""
    change = AddressChange.objects.filter(user=user, token_sha256=sha256(token)).first()
    if change is None or not change.open:
        raise Http404
    return change
