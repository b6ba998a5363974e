"""The accounts of editors, reviewers and curators; citizens need none."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account of the city's staff; its own model so that roles and scopes can grow on it."""
