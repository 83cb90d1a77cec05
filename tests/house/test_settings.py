"""A setting is named in three places: where it is read, in .env.example and in docs/deploy.md."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READERS = {"env_str", "env_int", "env_bool", "env_path"}


def read_settings():
    """The name of every environment variable that the settings read."""
    calls = (
        node for node in ast.walk(ast.parse((ROOT / "portal/settings.py").read_text())) if isinstance(node, ast.Call)
    )
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in READERS and isinstance(call.args[0], ast.Constant)
    }


def test_env_example_names_exactly_the_settings_read():
    named = re.findall(r"^#? ?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(read_settings())


def test_deploy_page_names_exactly_the_settings_read():
    named = re.findall(r"^\| `([A-Z][A-Z_]+)` \|", (ROOT / "docs/deploy.md").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(read_settings())


def test_only_the_readers_look_into_the_environment():
    apps = (path for app in ("portal", "meetings", "minutes", "cms") for path in (ROOT / app).rglob("*.py"))
    found = {
        str(path.relative_to(ROOT))
        for path in apps
        if "node_modules" not in path.parts and re.search(r"os\.(environ|getenv)\b", path.read_text())
    }
    # asgi.py names the settings module, as every Django project does.
    assert found - {"portal/asgi.py"} == {"portal/env.py"}
