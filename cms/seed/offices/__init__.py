"""Offices of the fictional city, by key, in the order in which the finder lists them.

Telephone numbers beginning with 0000 are made up; those of the state and of national lines are real and to be checked
with their operators before a city publishes them.
"""

from typing import Any

from cms.seed.offices.city import ANYTHING, BEHIND, CITY
from cms.seed.offices.district import CENTRES, DESKS
from cms.seed.offices.night import NIGHT

OFFICES: dict[str, dict[str, Any]] = ANYTHING | DESKS | CENTRES | CITY | NIGHT | BEHIND
