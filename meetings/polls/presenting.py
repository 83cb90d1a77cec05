"""What the answers come to, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.polls.access import Sheet
from meetings.polls.models import PollAnswer, PollOption, PollPerson
from meetings.polls.tally import Standing
from portal.dates.wareki import day

NAMED = 3  # people; of more, only how many
BEST = 3
COLUMNS = 5


@dataclass(frozen=True)
class Ranked:
    """A slot, how it stands, and that in words."""

    option: PollOption
    standing: Standing
    words: list[str]

    @property
    def can_come(self) -> int:
        """How many marked ○."""
        return len(self.standing.yes)


@dataclass(frozen=True)
class Row:
    """One person's line of the matrix; ``cells`` in the order of the columns."""

    person: PollPerson
    cells: list[PollAnswer | None]


@dataclass(frozen=True)
class Card:
    """One slot as a narrow screen shows it: who said ○, △ and ×, and who said nothing about it."""

    option: PollOption
    yes: list[PollPerson]
    maybe: list[tuple[PollPerson, str]]  # with the condition
    no: list[PollPerson]
    silent: list[PollPerson]


def ranked(sheet: Sheet) -> list[Ranked]:
    """The slots that are still to come, the best first."""
    now = timezone.now()
    found = ((sheet.by_option[_id(each.option)], each) for each in sheet.standings)
    return [Ranked(option, each, words_of(sheet, each)) for option, each in found if option.start > now]


def columns_of(sheet: Sheet, every: bool) -> list[PollOption]:
    """The slots of the matrix, in time: all, or the five best."""
    if every or len(sheet.options) <= COLUMNS:
        return sheet.options
    best = {each.option for each in sheet.standings[:COLUMNS]}
    return [option for option in sheet.options if option.pk in best]


def rows_of(sheet: Sheet, columns: list[PollOption]) -> list[Row]:
    """Everybody's line, the indispensable first."""
    return [Row(person, [sheet.answers.get((person.pk, option.pk)) for option in columns]) for person in sheet.people]


def cards_of(sheet: Sheet, columns: list[PollOption]) -> list[Card]:
    """The matrix the other way round, slot by slot; the indispensable come first in each list."""
    people = {person.pk: person for person in sheet.people}
    return [_card(sheet, option, people) for option in columns]


def _card(sheet: Sheet, option: PollOption, people: dict[UUID, PollPerson]) -> Card:
    standing = sheet.standing_of(option)
    yes, maybe, no, silent = (
        [people[_id(key)] for key in keys] for keys in (standing.yes, standing.maybe, standing.no, standing.silent)
    )
    conditions = [(person, sheet.answers[person.pk, option.pk].condition or "") for person in maybe]
    return Card(option, yes, conditions, no, silent)


def heading_of(sheet: Sheet, best: list[Ranked]) -> str:
    """The one sentence that says what to do."""
    if not best:
        return _("All proposed dates have passed")
    if len(sheet.silent) == len(sheet.people):
        return _("Nobody has answered yet")
    first, needed = best[0], sum(person.required for person in sheet.people) + len(sheet.agencies)
    words = {"day": day(first.option.start), "n": first.can_come, "needed": needed}
    if not first.standing.met:
        return _("There is no date on which everybody indispensable can come")
    if not needed:
        return _("%(day)s: %(n)s people can come") % words
    if first.standing.firm:
        return _("%(day)s: everybody indispensable can come") % words
    return _("%(day)s: everybody indispensable can come after a change of plans") % words


def words_of(sheet: Sheet, standing: Standing) -> list[str]:
    """A slot in sentences: who can come, and which requirement is met or missed by whom."""
    n = len(standing.yes)
    said = [ngettext("%(n)s person can come.", "%(n)s people can come.", n) % {"n": n}]
    said += list(_requirements(sheet, standing))
    others = [key for key in standing.no if key not in standing.missed]
    if others:
        said.append(_names_or_count(sheet, others, _("%(names)s cannot come."), _("%(n)s others cannot come.")))
    silent = len(standing.silent)
    if silent:
        said.append(ngettext("%(n)s has not answered.", "%(n)s have not answered.", silent) % {"n": silent})
    return said


def _requirements(sheet: Sheet, standing: Standing) -> Iterable[str]:
    required = sum(person.required for person in sheet.people)
    refused = [key for key in standing.missed if key in standing.no]
    silent = [key for key in standing.missed if key in standing.silent]
    if required and not standing.missed and not standing.conditional:
        yield ngettext(
            "The %(n)s person who is indispensable can come.", "All %(n)s who are indispensable can come.", required
        ) % {"n": required}
    for keys, sentence in (
        (refused, _("%(names)s (indispensable) cannot come.")),
        (silent, _("%(names)s (indispensable) has not answered.")),
        (standing.missed_agencies, _("Nobody of %(names)s can come.")),
        (standing.conditional_agencies, _("Of %(names)s somebody can come after a change of plans.")),
    ):
        if keys:
            yield sentence % {"names": _list(sheet, keys)}
    for key in standing.conditional:
        answer = sheet.answers[_id(key), _id(standing.option)]
        words = {"name": sheet.names[_id(key)], "condition": answer.condition or ""}
        yield (
            _("%(name)s (indispensable) says: “%(condition)s”.") % words
            if answer.condition
            else _("%(name)s (indispensable) can come after a change of plans.") % words
        )


def _names_or_count(sheet: Sheet, keys: list[object], named: str, counted: str) -> str:
    return named % {"names": _list(sheet, keys)} if len(keys) <= NAMED else counted % {"n": len(keys)}


def _list(sheet: Sheet, keys: Iterable[object]) -> str:
    return "、".join(sheet.names[_id(key)] for key in keys)


def _id(key: object) -> UUID:
    if not isinstance(key, UUID):
        raise TypeError("slots and people are named by their ids here")
    return key
