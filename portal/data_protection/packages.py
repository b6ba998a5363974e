"""What the packages that the portal uses keep of people: declared here, for a package has no place for it."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.core.models.accounts import KEPT
from portal.personal_data.declaration import PersonalData, declare_for_package

#: django-tasks-db's own age (days) at which the daily job deletes results
TASK_DAYS = 14
READ_BY_LOG = _("Administración y curaduría; quien responde por un distrito, lo de su distrito; cada cuenta, lo suyo.")
TO_GET_IN = _("Que quien trabaja en el portal entre con su cuenta y nadie más lo haga.")
STAFF = _("El trabajo de la persona para la ciudad.")
ACCOUNT_ENDS = _("hasta que una persona de administración borra la cuenta")
NETWORK = {"user_agent": _("navegador"), "ip_address": _("dirección de red"), "username": _("nombre de la cuenta")}


def declare_packages() -> None:
    """Declare the tables of packages in which people stand."""
    declare_logins()
    declare_factors()
    declare_log()
    declare_for_package(
        "sessions.Session",
        PersonalData(
            title=_("Sesiones del equipo"),
            fields=("session_data",),
            purpose=_("Saber, mientras trabaja, que alguien ya entró."),
            days=settings.SESSION_COOKIE_AGE // 86_400,
            since=_("el momento en que entró"),
            readers=_("Nadie."),
            ground=STAFF,
            labels={"session_data": _("qué cuenta entró y cuándo usó el portal")},
        ),
    )
    declare_for_package(
        "django_tasks_database.DBTaskResult",
        PersonalData(
            title=_("Tareas que se hacen después"),
            fields=("args_kwargs",),
            purpose=_("Hacer después lo que tarda: importar, mandar, calcular."),
            days=TASK_DAYS,
            since=_("el día en que la tarea terminó"),
            readers=_("Quien mantiene el servidor."),
            ground=_("El funcionamiento del portal."),
            labels={"args_kwargs": _("con qué números de ficha o de cuenta trabaja la tarea")},
        ),
    )
    declare_for_package(
        "wagtailusers.UserProfile",
        PersonalData(
            title=_("Preferencias de las cuentas"),
            fields=("avatar", "preferred_language"),
            purpose=_("Que la administración se vea como la persona quiere."),
            until=ACCOUNT_ENDS,
            readers=_("El equipo ve la foto; lo demás, solo ella."),
            ground=STAFF,
        ),
    )


def declare_logins() -> None:
    """Declare what django-axes notes of wrong passwords; the portal writes one of its three tables only."""
    declare_for_package(
        "axes.AccessAttempt",
        PersonalData(
            title=_("Intentos de entrar"),
            fields=tuple(NETWORK),
            purpose=_("Que nadie adivine la contraseña de una cuenta."),
            days=KEPT.days,
            since=_("el último intento"),
            readers=_("Administración."),
            ground=_("Cuidar el portal y las cuentas."),
            labels=NETWORK,
        ),
    )
    for label in ("axes.AccessFailureLog", "axes.AccessLog"):
        declare_for_package(label, not_personal=dict.fromkeys(NETWORK, _("El portal no escribe en esta tabla.")))


def declare_factors() -> None:
    """Declare what django-allauth keeps of accounts."""
    declare_for_package(
        "account.EmailAddress",
        PersonalData(
            title=_("Correos de las cuentas"),
            fields=("email",),
            purpose=TO_GET_IN,
            until=ACCOUNT_ENDS,
            readers=_("Administración."),
            ground=STAFF,
            labels={"email": _("correo")},
        ),
    )
    declare_for_package(
        "mfa.Authenticator",
        PersonalData(
            title=_("Segundos factores"),
            fields=("data",),
            purpose=TO_GET_IN,
            until=_("hasta que se quita el segundo factor o se borra la cuenta"),
            readers=_("Nadie: está cifrado."),
            ground=STAFF,
            labels={"data": _("segundo factor")},
        ),
    )


def declare_log() -> None:
    """Declare the two halves of the log of changes."""
    titles = {
        "wagtailcore.ModelLogEntry": _("Registro de cambios de fichas y cuentas"),
        "wagtailcore.PageLogEntry": _("Registro de cambios de páginas"),
    }
    for label, title in titles.items():
        declare_for_package(
            label,
            PersonalData(
                title=title,
                fields=("user",),
                purpose=_("Saber quién cambió qué y cuándo."),
                days=settings.LOG_DAYS,
                since=_("el cambio"),
                readers=READ_BY_LOG,
                ground=STAFF,
                labels={"user": _("quién hizo el cambio")},
            ),
            PersonalData(
                title=title,
                fields=("data",),
                purpose=_("Saber desde dónde se entró a una cuenta, o se intentó."),
                days=settings.LOG_LOGINS_DAYS,
                since=_("el momento en que se entró o se intentó"),
                readers=READ_BY_LOG,
                ground=_("Cuidar el portal y las cuentas."),
                labels={"data": _("dirección de red de quien entra")},
            ),
        )
    declare_for_package(
        "wagtailembeds.Embed", not_personal={"author_name": _("El sitio del video lo publica, y la página lo nombra.")}
    )
