"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id as OWASP's password storage advice has it (19 MiB, 2 rounds, 1 lane).

    Django's own measure of 100 MiB would let thirty people who sign in at once take three gigabytes.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
