"""Every door has a row in the matrix, and answers each person as the row says."""

from itertools import product

import pytest
from django.urls import resolve

from portal.gate.levels import BY_NAME, Level
from tests.cast import ROLES
from tests.doors import matrix
from tests.doors.answers import ask, assert_closed, assert_guarded, lacking, name_of

ROWS = matrix.rows()
PUBLIC = {name for name, level in BY_NAME.items() if level == Level.PUBLIC}
METHODS = ("GET", "POST")

pytestmark = pytest.mark.django_db


def test_every_door_has_a_row():
    from tests.doors.walk import doors

    ours = {door.name for door in doors() if door.ours}
    assert ours == {name for name, _method in ROWS}
    assert set(ROWS) == {(name, method) for name in ours for method in METHODS}


def test_the_matrix_asks_everybody():
    assert {tuple(sorted(row)) for row in ROWS.values()} == {tuple(sorted(ROLES))}


def test_every_package_of_others_has_a_row():
    from tests.doors.walk import doors

    packages = matrix.desk_rows()
    others = [door for door in doors() if not door.ours and door.name not in matrix.SHADOWED]
    assert [door.pattern for door in others if not door.module.startswith(tuple(packages))] == []


@pytest.mark.parametrize("door", sorted({name for name, _method in ROWS}))
def test_a_door_answers_as_its_row_says(world, door):
    """Whatever the answer is: with all headers, no frames, and no copy kept of what is not public."""
    path = world.address(door)
    assert resolve(path).view_name == door
    answers = {(method, role): ask(world.client(role), method, path) for method in METHODS for role in ROLES}
    found = {asked: name_of(answer) for asked, answer in answers.items()}
    assert {asked: name for asked, name in found.items() if name != ROWS[door, asked[0]][asked[1]]} == {}
    for asked, answer in answers.items():
        assert lacking(answer, path) == [], asked
        if door in PUBLIC and (door == "feeds:feed" or not path.startswith("/portal/")):
            assert_guarded(answer)
        else:
            assert_closed(answer)


@pytest.mark.parametrize("package", sorted(matrix.desk_rows()))
def test_the_doors_of_others_answer_as_the_row_of_their_package_says(world, package):
    from tests.doors.walk import doors

    row = matrix.desk_rows()[package]
    found = [door for door in doors() if not door.ours and door.module.startswith(package)]
    assert found
    wrong = []
    for door, role, method in product(found, row, METHODS):
        answer = name_of(ask(world.client(role), method, door.path), door.path)
        if answer != matrix.at_the_desk(door.name, row[role], method):
            wrong.append((door.name, role, method, answer))
    assert wrong == []
