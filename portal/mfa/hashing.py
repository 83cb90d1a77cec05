"""The hash of printed codes: Argon2id at OWASP's lower setting, since a code has 80 random bits, unlike a password."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PrintedCodeHasher(Argon2PasswordHasher):
    """19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet)."""

    algorithm = "argon2code"
    memory_cost = 19456
    time_cost = 2
    parallelism = 1
