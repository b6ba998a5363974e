"""The demonstration's accounts, one per role. They exist nowhere but in a demonstration."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from wagtail.models import Locale

from portal.core.models import Role, Team, User
from portal.districts.roles import ensure_roles
from portal.territory.models import Neighbourhood

PASSWORD = "nueva-ribera"  # noqa: S105 - printed at every start of the demonstration, worthless elsewhere
#: {user name: (what it is, district's code or None, Role or None for the administrator)}
ACCOUNTS = {
    "admin": ("administración", None, None),
    "curator": ("curaduría de la ciudad", None, Role.CURATOR),
    "west-author": ("redacción del distrito Oeste", "oeste", Role.AUTHOR),
    "west-editor": ("edición del distrito Oeste", "oeste", Role.EDITOR),
    "west-official": ("edición de un solo barrio del Oeste", "oeste", Role.EDITOR),
    "west-reviewer": ("revisión del distrito Oeste", "oeste", Role.REVIEWER),
    "west-translator": ("traducción al francés y al portugués, Oeste", "oeste", Role.TRANSLATOR),
    "west-statistics": ("estadísticas del distrito Oeste", "oeste", Role.STATISTICS),
    "south-reviewer": ("revisión del distrito Sur", "sur", Role.REVIEWER),
}
ONLY = {"west-official": "los-aromos"}  # the one neighbourhood for which she answers
TRANSLATES = {"west-translator": ("fr", "pt")}


def make_accounts() -> list[tuple[str, str, str]]:
    """Make the accounts and return [(what it is, user name, password)]. Raises RuntimeError outside a demonstration."""
    if not settings.DEMONSTRATION:
        raise RuntimeError("Demonstration accounts are made only with DEMONSTRATION=1.")
    ensure_roles()
    password = make_password(PASSWORD)  # once for all of them: hashing takes its time on purpose
    for name, (_, code, role) in ACCOUNTS.items():
        user, created = User.objects.get_or_create(username=name, defaults={"email": f"{name}@nuevaribera.example"})
        if created:
            user.is_superuser = user.is_staff = role is None
            user.password = password
            user.save()
        team = Team.objects.filter(district__code=code, role=role).first()
        if team:  # a city without its districts still has its curator
            user.groups.add(team.group)
        if created:
            user.neighbourhoods.set(Neighbourhood.objects.filter(code=ONLY.get(name)))
            user.languages.set(Locale.objects.filter(language_code__in=TRANSLATES.get(name, ())))
    return [(what, name, PASSWORD) for name, (what, _, _) in ACCOUNTS.items()]
