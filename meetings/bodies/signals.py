"""News about bodies."""

from django.dispatch import Signal

# user, token, expires_at; inside the transaction that opened the invitation
person_invited = Signal()
# seat, actor; inside the transaction that gave a seat which runs its body only once a second person agrees
running_asked = Signal()
# seat, actor; inside the transaction that ended it early (the passing of a term sends nothing: no right hangs on news)
seat_ended = Signal()
