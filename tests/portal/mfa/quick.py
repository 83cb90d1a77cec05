"""A hash for printed codes that costs nothing; it goes by the name of the real one."""

from django.contrib.auth.hashers import MD5PasswordHasher


class QuickCodeHasher(MD5PasswordHasher):
    """For tests only."""

    algorithm = "argon2code"
