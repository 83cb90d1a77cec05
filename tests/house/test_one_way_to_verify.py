"""A one-time code is verified in one place, by the one call that consumes it once (security.md A3)."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("portal", "meetings", "minutes", "cms")
CALL = re.compile(r"(\w+)?\.(?:verify_token|match_token)\(")


def calls() -> list[tuple[str, str]]:
    """Every call in the product: file, and on what it is called."""
    return [
        (str(path.relative_to(ROOT)), found.group(1))
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        for found in CALL.finditer(path.read_text())
    ]


def test_codes_are_verified_by_the_locked_call_inside_mfa_only():
    assert sorted(calls()) == [
        ("portal/mfa/services.py", "django_otp"),
        ("portal/mfa/step_up.py", "django_otp"),
    ]


def test_nobody_takes_the_call_in_by_its_own_name():
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            assert not re.search(r"from django_otp import .*(verify_token|match_token)", path.read_text()), path
