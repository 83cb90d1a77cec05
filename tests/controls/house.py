"""The house, loaded once for all removals; for each it forks, and the child has damaged functions and one test to run.

Python takes seconds to load the house and a fraction of one for most of the tests. What is written outside functions
(a setting, a constant) was used while the house was loaded: such a removal is refused here and gets a process of its
own. A function whose answer was used then would be damaged in vain: its test would not fail, and that is noticed.
"""

import gc
import inspect
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

PATIENCE = 900  # seconds for one test
REFUSED, BROKEN = 99, 98  # pytest itself ends with less


class OutsideFunctions(Exception):
    """Something else than the inside of functions was changed."""


def damage(path: Path, whole: str) -> None:
    """Give the loaded functions of this file the code that stands in it now, where ``whole`` stood."""
    if str(path) not in {getattr(module, "__file__", None) for module in list(sys.modules.values())}:
        return  # not loaded yet: it will be loaded as it is now
    before, after = compile(whole, path, "exec"), compile(path.read_text(encoding="utf-8"), path, "exec")
    if _around(before) != _around(after):
        raise OutsideFunctions
    pairs = zip(_functions(before), _functions(after), strict=True)
    codes = {was: now for was, now in pairs if _without_lines(was) != _without_lines(now)}
    alive = [each for each in gc.get_objects() if type(each) is FunctionType and each.__code__ in codes]
    here = [each for each in alive if each.__code__.co_filename == str(path)]
    if {each.__code__ for each in here} != set(codes):
        raise OutsideFunctions  # one was used up while the house was loaded
    for function in here:
        function.__code__ = codes[function.__code__]


def _is_function(code: CodeType) -> bool:
    return bool(code.co_flags & inspect.CO_OPTIMIZED)  # the body of a class is not


def _inside(code: CodeType) -> list[CodeType]:
    return [each for each in code.co_consts if isinstance(each, CodeType)]


def _functions(code: CodeType) -> Iterator[CodeType]:
    """The functions of a module and the methods of its classes, in the order in which they are written."""
    for each in _inside(code):
        if _is_function(each):
            yield each
        else:
            yield from _functions(each)


def _without_lines(code: CodeType) -> CodeType:
    """The same, wherever it stands."""
    consts = tuple(_without_lines(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_consts=consts, co_firstlineno=1, co_linetable=b"")


def _around(code: CodeType) -> tuple[Any, ...]:
    """All that is said outside functions."""
    said = [each for each in code.co_consts if not isinstance(each, CodeType)]
    inside = [
        (each.co_qualname, each.co_freevars, () if _is_function(each) else _around(each)) for each in _inside(code)
    ]
    return code.co_code, code.co_names, said, inside


def run(file: str, whole: str, test: str) -> tuple[int | None, str]:
    """How pytest ended in a child of this process (None: not to be tried here), and what it printed."""
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if not child:
            _be_the_child(said.fileno(), Path(file), whole, test)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        ended = os.waitstatus_to_exitcode(status)
        return None if ended == REFUSED else ended, said.read()


def _be_the_child(said: int, path: Path, whole: str, test: str) -> None:
    import pytest

    # pytest would rather be the one that loads hypothesis
    options = ["-q", "-x", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    ended = BROKEN
    os.dup2(said, 1)
    os.dup2(said, 2)
    signal.alarm(PATIENCE)
    try:
        if path.suffix == ".py":
            damage(path, whole)
        ended = int(pytest.main([*options, test]))
    except OutsideFunctions:
        ended = REFUSED
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(ended)


def main() -> None:
    """Load the house, then take orders until there are no more."""
    import django

    from tests import conftest  # says to Django how it starts

    django.setup()
    import portal.urls  # noqa: F401  what is loaded here is loaded for all

    orders, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    print(json.dumps("loaded"), file=answers, flush=True)
    for order in orders:
        answers.write(json.dumps(run(**json.loads(order))) + "\n")
        answers.flush()
        for left in conftest.DATA_DIR.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()


if __name__ == "__main__":
    main()
