"""A hash that counts how often it is computed."""

from django.contrib.auth.hashers import MD5PasswordHasher


class CountingHasher(MD5PasswordHasher):
    """For tests only."""

    algorithm = "counting"
    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        """Hash and count."""
        type(self).hashed += 1
        return str(super().encode(password, salt))
