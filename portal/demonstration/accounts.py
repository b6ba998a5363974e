"""The demonstration's accounts, one per role. They exist nowhere but in a demonstration."""

from django.conf import settings

from portal.core.models import Role, Team, User
from portal.districts.roles import ensure_roles

PASSWORD = "nueva-ribera"  # noqa: S105 - printed at every start of the demonstration, worthless elsewhere
ACCOUNTS = {
    "admin": "administración",
    "curator": "curaduría de la ciudad",
    "west-editor": "edición del distrito Oeste",
    "west-reviewer": "revisión del distrito Oeste",
    "south-reviewer": "revisión del distrito Sur",
}
TEAMS = {
    "curator": (None, Role.CURATOR),
    "west-editor": ("oeste", Role.EDITOR),
    "west-reviewer": ("oeste", Role.REVIEWER),
    "south-reviewer": ("sur", Role.REVIEWER),
}


def make_accounts():
    """Make the accounts and return [(role, user name, password)]. Raises RuntimeError outside a demonstration."""
    if not settings.DEMONSTRATION:
        raise RuntimeError("Demonstration accounts are made only with DEMONSTRATION=1.")
    ensure_roles()
    for name in ACCOUNTS:
        user, created = User.objects.get_or_create(username=name, defaults={"email": f"{name}@nuevaribera.example"})
        if created:
            user.is_superuser = user.is_staff = name == "admin"
            user.set_password(PASSWORD)
            user.save()
    for name, (code, role) in TEAMS.items():
        team = Team.objects.filter(district__code=code, role=role).first()
        if team:  # a city without its districts still has its curator
            User.objects.get(username=name).groups.add(team.group)
    return [(role, name, PASSWORD) for name, role in ACCOUNTS.items()]
