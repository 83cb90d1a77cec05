"""The people whom the tests send to doors and functions: one part each, named after what opens or closes doors for them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from tests.factories.people import Cast

FAST_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "tests.factories.hashing.QuickCodeHasher"]


@dataclass(frozen=True)
class Part:
    """What one person has shown, and where they sit."""

    name: str
    family: str
    seat: Literal["", "member", "chair", "secretariat"] = ""
    body: Literal["ours", "other"] = "ours"
    term: Literal["now", "ended"] = "now"
    pledge: Literal["in force", "lapsed", ""] = "in force"
    second_factor: bool = True  # of the session; everybody but the anonymous has an authenticator app
    groups: tuple[str, ...] = ()
    superuser: bool = False
    audits: bool = False


PARTS = (
    Part("password_only", "町田", "member", second_factor=False),
    Part("unpledged", "高橋", "member", pledge=""),
    Part("lapsed", "杉本", "member", pledge="lapsed"),
    Part("former", "前川", "member", term="ended"),
    Part("member", "小野寺", "member"),
    Part("summoned", "大西", "member"),
    Part("other_body", "外川", "member", body="other"),
    Part("other_coordinator", "別府", "secretariat", body="other"),
    Part("coordinator", "水野", "secretariat"),
    Part("chair", "藤原", "chair"),
    Part("recused", "岡本", "member"),
    Part("auditor", "佐野", pledge="", audits=True),
    Part("editor", "林", pledge="", groups=("Editors",)),
    # once a member and still pledged, so that the gate is open: being superuser must not open anything behind it
    Part("superuser", "野村", "member", term="ended", superuser=True),
)
ROLES = ("anonymous", *(part.name for part in PARTS))


@pytest.fixture
def cast(db: None, settings) -> "Cast":
    """Two bodies and everybody around them, made by the services; their codes of this half minute are fresh."""
    settings.PASSWORD_HASHERS = FAST_HASHERS
    from tests.factories.again import again  # models can be imported only once Django has started
    from tests.factories.people import a_cast

    return again(a_cast)
