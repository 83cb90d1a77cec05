"""Every door has a row in the matrix, and answers each person as the row says."""

from itertools import product

import pytest
from django.urls import resolve

from tests.cast import ROLES
from tests.doors import matrix
from tests.doors.answers import ask, name_of

ROWS = matrix.rows()
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
    path = world.address(door)
    assert resolve(path).view_name == door
    asked = {(method, role) for method in METHODS for role in ROLES}
    found = {(method, role): name_of(ask(world.client(role), method, path)) for method, role in asked}
    expected = {(method, role): ROWS[door, method][role] for method, role in asked}
    assert {each: found[each] for each in asked if found[each] != expected[each]} == {}


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
