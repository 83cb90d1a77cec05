"""A quick stand-in for the slow hash of printed codes; ``tests.cast`` names it in the settings."""

from django.contrib.auth.hashers import MD5PasswordHasher


class QuickCodeHasher(MD5PasswordHasher):
    """Same name as the slow one, so that ``portal.mfa`` finds it."""

    algorithm = "argon2code"
