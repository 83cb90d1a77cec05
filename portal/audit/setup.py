"""The setting up of a city on its own host: what stands in for an actor while nobody is in yet."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setup:
    """Made only by the demo's story and by commands on the host; ``by`` says which, for the record.

    A service that takes it says so in its signature: no door of the web can make one.
    """

    by: str
