"""Which change of address a link belongs to."""

from portal.accounts.models import User
from portal.accounts.tokens import sha256
from portal.addresses.models import AddressChange


def change_under_way(user: User) -> AddressChange | None:
    """The person's change that waits for its link to be opened, whether the address can be had or not."""
    change = AddressChange.objects.filter(user=user).last()
    return change if change is not None and change.open else None


def change_of_link(user: User, token: str) -> AddressChange | None:
    """The person's own open change; used, expired, another's and unknown look the same."""
    change = AddressChange.objects.filter(user=user, token_sha256=sha256(token)).first()
    return change if change is not None and change.open else None
