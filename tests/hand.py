"""A process that does one management command after the other: Django starts once, not for every question.

It reads one line of JSON for each command (its name and arguments), and answers with one: what was printed, and whether
it went well. `tests.browser` starts it on a server's data.
"""

import contextlib
import io
import json
import os
import sys
import traceback
from typing import TextIO


def main(orders: TextIO, answers: TextIO) -> None:
    """Do what each line says, until there are no more."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    for order in orders:
        answers.write(json.dumps(_done(json.loads(order))) + "\n")
        answers.flush()


def _done(arguments: list[str]) -> dict[str, str]:
    from django.core.management import call_command
    from django.db import connections

    said, fault = io.StringIO(), ""
    with contextlib.redirect_stdout(said):
        try:
            call_command(*arguments)
        except (Exception, SystemExit):
            fault = traceback.format_exc()
        finally:
            connections.close_all()  # the server may be killed and started on the same data meanwhile
    return {"said": said.getvalue(), "fault": fault}


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)
