"""The demonstration's accounts, one per role. They exist nowhere but in a demonstration."""

from django.conf import settings
from django.contrib.auth.models import Group

from portal.core.models import User
from portal.districts.roles import CURATORS, ensure_curators

PASSWORD = "nueva-ribera"  # noqa: S105 - printed at every start of the demonstration, worthless elsewhere
ACCOUNTS = {"admin": "administración", "curator": "curaduría de la ciudad"}


def make_accounts():
    """Make the accounts and return [(role, user name, password)]. Raises RuntimeError outside a demonstration."""
    if not settings.DEMONSTRATION:
        raise RuntimeError("Demonstration accounts are made only with DEMONSTRATION=1.")
    ensure_curators()
    for name in ACCOUNTS:
        user, created = User.objects.get_or_create(username=name, defaults={"email": f"{name}@nuevaribera.example"})
        if created:
            user.is_superuser = user.is_staff = name == "admin"
            user.set_password(PASSWORD)
            user.save()
    User.objects.get(username="curator").groups.add(Group.objects.get(name=CURATORS))
    return [(role, name, PASSWORD) for name, role in ACCOUNTS.items()]
