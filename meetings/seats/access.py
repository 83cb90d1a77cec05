"""What became of a seat."""

from meetings.bodies.models import Appointment, SeatChange

Seat = Appointment  # for the types of views, which know no models


def changes_of(seat: Appointment) -> list[SeatChange]:
    """What was changed on the seat, the newest first."""
    return list(seat.changes.select_related("changed_by"))
