"""People who log in, and the invitations by which they join."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    UserManagerBase = BaseUserManager["User"]
else:
    UserManagerBase = BaseUserManager


class UserManager(UserManagerBase):
    """Creates people by their mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person; without a password they cannot log in until they joined."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """The operator: sees that the system runs, not what is said in it."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):  # type: ignore[django-manager-missing]  # django-otp ships no types
    """One person; accounts are never shared."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = None  # type: ignore[assignment]
    email = models.EmailField(_("mail address"), unique=True)
    stopped_in = models.UUIDField(null=True, blank=True)  # for which body the account was stopped: its own let in again

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    @property
    def full_name(self) -> str:
        """Family name first, as on every Japanese form."""
        return f"{self.last_name} {self.first_name}".strip() or self.email

    def get_full_name(self) -> str:
        return self.full_name

    def __str__(self) -> str:
        return self.full_name


class Invitation(models.Model):
    """A way in for one person: link by mail, setup code by another channel."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")  # none: from the host
    token_sha256 = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=256)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created_at",)

    @property
    def open(self) -> bool:
        """Whether someone may still come in by it."""
        return (
            self.used_at is None
            and self.withdrawn_at is None
            and self.tries_left > 0
            and self.expires_at > timezone.now()
        )
