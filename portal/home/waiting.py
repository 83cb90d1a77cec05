"""What waits for a person. The home knows no concept; each registers what it has waiting."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.dates.fiscal import days_left_words


@dataclass(frozen=True)
class Task:
    """One thing asked of the person, in plain words; ``until`` is the day it is asked for."""

    title: str
    text: str
    url: str
    act: str
    until: date | None = None
    when_label: str = ""

    @property
    def left(self) -> str:
        """あと2日, 今日, あす; after the day it is still wanted."""
        if self.until is None:
            return ""
        return days_left_words(self.until, timezone.localdate()) or _("still open")

    @property
    def soon(self) -> bool:
        """Whether it should stand out."""
        return self.until is not None and (self.until - timezone.localdate()).days <= 2


@dataclass(frozen=True)
class Panel:
    """A section below the tasks: a template of the concept that brings it."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OwnPage:
    """A line of the person's own page: what stands behind it, in words."""

    title: str
    text: str
    url: str


OwnPagesOf = Callable[[User], Iterable[OwnPage]]
TasksOf = Callable[[User], Iterable[Task]]
PanelsOf = Callable[[User], Iterable[Panel]]
_tasks: list[TasksOf] = []
_panels: list[PanelsOf] = []
_own_pages: list[OwnPagesOf] = []
_runs_something: list[Callable[[User], bool]] = []


def register(
    *,
    tasks: TasksOf | None = None,
    panels: PanelsOf | None = None,
    own_pages: OwnPagesOf | None = None,
    runs_something: Callable[[User], bool] | None = None,
) -> None:
    """Let a concept say what it has waiting, what it shows below, what a person sets for themselves, and who runs meetings."""
    if own_pages is not None:
        _own_pages.append(own_pages)
    if tasks is not None:
        _tasks.append(tasks)
    if panels is not None:
        _panels.append(panels)
    if runs_something is not None:
        _runs_something.append(runs_something)


def tasks_of(user: User) -> list[Task]:
    """Everything asked of the person, the most urgent first."""
    found = [task for ask in _tasks for task in ask(user)]
    return sorted(found, key=lambda task: (task.until or date.max, task.title))


def panels_of(user: User) -> list[Panel]:
    """The sections below."""
    return [panel for ask in _panels for panel in ask(user)]


def own_pages_of(user: User) -> list[OwnPage]:
    """What the concepts let the person set for themselves."""
    return [page for ask in _own_pages for page in ask(user)]


def runs_something(user: User) -> bool:
    """Whether the person runs meetings of some body."""
    return any(ask(user) for ask in _runs_something)
