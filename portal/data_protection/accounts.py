"""How a person is found among the accounts of the team, and how an account becomes nobody's."""

from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from portal.core.models import User
from portal.personal_data.declaration import Words
from portal.personal_data.person import DataSubject, PersonRecords, register_person_records


def accounts_of(person: DataSubject) -> QuerySet[User]:
    """Return the accounts with this person's mail address; accounts have no telephone."""
    return User.objects.filter(email__iexact=person.email) if person.email else User.objects.none()


def why_account_stays(user: User) -> Words:
    """Return why an account stays: it is in use; empty when it is closed."""
    return _("La cuenta está en uso: primero hay que cerrarla en «Cuentas».") if user.is_active else ""


@transaction.atomic
def make_account_nameless(user: User, person: DataSubject) -> None:
    """Take the person out of a closed account; what it did stays, under a number."""
    user.username, user.first_name, user.last_name, user.email = f"cuenta-{user.pk}", "", "", ""
    user.last_login = None
    user.set_unusable_password()
    user.save()
    for related in ("emailaddress_set", "authenticator_set"):
        getattr(user, related).all().delete()
    UserProfile.objects.filter(user=user).delete()
    user.groups.clear()


@receiver(post_delete, sender=UserProfile, dispatch_uid="avatar-files")
def forget_avatar(sender: type[UserProfile], instance: UserProfile, **kwargs: object) -> None:
    """Delete the picture of an account that is deleted or becomes nobody's, once that is certain."""
    if instance.avatar:
        transaction.on_commit(partial(instance.avatar.storage.delete, instance.avatar.name), robust=True)


def register_accounts() -> None:
    """Have the accounts asked when a person wants to know."""
    register_person_records(
        PersonRecords(
            model=User,
            find=accounts_of,
            held=why_account_stays,
            remove=make_account_nameless,
            removal=_("Se quitan nombre, correo y contraseña. Lo que hizo en el portal queda sin su nombre."),
        )
    )
