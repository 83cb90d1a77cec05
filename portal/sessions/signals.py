"""News about logins in progress."""

from django.dispatch import Signal

# user; someone's right to be inside ended (logout, suspension, new second factor)
access_ended = Signal()
