"""News about bodies."""

from django.dispatch import Signal

# user, token, expires_at; inside the transaction that opened the invitation
person_invited = Signal()
