"""What closing or reopening a district means, in numbers, before anybody does it."""

from django.contrib.auth import get_user_model
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import ngettext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import CollectionMember, Page, TaskState

from portal.core.models import Team, User
from portal.districts.files import DistrictCollection
from portal.districts.models import DistrictPage
from portal.territory.models import District


def district_page_tree(district: District) -> QuerySet[Page]:
    """Return all pages of a District in all languages (PageQuerySet), the district's own among them."""
    found = Page.objects.none()
    for page in DistrictPage.objects.filter(record=district):
        found |= Page.objects.descendant_of(page, inclusive=True)
    return found


def district_files(model: type[CollectionMember], district: District) -> QuerySet[CollectionMember]:
    """Return the pictures or documents (QuerySet of `model`) of a District."""
    linked = DistrictCollection.objects.filter(district=district).select_related("collection").first()
    if linked is None:
        return model.objects.none()
    return model.objects.filter(collection__path__startswith=linked.collection.path)


def district_accounts(district: District) -> QuerySet[User]:
    """Return the active accounts (QuerySet of User) in the teams of a District."""
    return get_user_model().objects.filter(is_active=True, groups__team__district=district).distinct()


def district_counts(district: District) -> dict[str, int]:
    """Return what a District has, as {name: number}."""
    pages = district_page_tree(district)
    members = district_accounts(district)
    elsewhere = Team.objects.filter(group__user__in=members).exclude(district=district).exclude(district__active=False)
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    return {
        "public": pages.live().count(),
        "drafts": pages.not_live().count(),
        "waiting": waiting.filter(
            workflow_state__object_id__in=pages.annotate(key=Cast("pk", CharField())).values("key"),
            workflow_state__base_content_type__app_label="wagtailcore",
            workflow_state__base_content_type__model="page",
        ).count(),
        "pictures": district_files(get_image_model(), district).count(),
        "documents": district_files(get_document_model(), district).count(),
        "neighbourhoods": district.neighbourhoods.count(),
        "members": members.count(),
        "without_role": members.exclude(groups__team__in=elsewhere).count(),
    }


def consequences(district: District) -> list[str]:
    """Return what closing an open District, or reopening a closed one, does: sentences (list of str) with numbers."""
    numbers = district_counts(district)
    sentences = closing(numbers) if district.active else reopening(numbers)
    return [sentence % {"count": numbers[name]} for name, sentence in sentences if numbers[name]]


def closing(numbers: dict[str, int]) -> list[tuple[str, str]]:
    """Return [(name of the number, sentence)] of what closing does."""
    return [
        (
            "public",
            ngettext(
                "%(count)d página publicada deja de verse, en todos los idiomas.",
                "%(count)d páginas publicadas dejan de verse, en todos los idiomas.",
                numbers["public"],
            ),
        ),
        (
            "drafts",
            ngettext(
                "%(count)d borrador se conserva para la curaduría.",
                "%(count)d borradores se conservan para la curaduría.",
                numbers["drafts"],
            ),
        ),
        (
            "waiting",
            ngettext(
                "%(count)d página que espera revisión pasa a la curaduría.",
                "%(count)d páginas que esperan revisión pasan a la curaduría.",
                numbers["waiting"],
            ),
        ),
        (
            "pictures",
            ngettext(
                "%(count)d imagen deja de verse, también en páginas de otros distritos.",
                "%(count)d imágenes dejan de verse, también en páginas de otros distritos.",
                numbers["pictures"],
            ),
        ),
        (
            "documents",
            ngettext(
                "%(count)d documento deja de descargarse.",
                "%(count)d documentos dejan de descargarse.",
                numbers["documents"],
            ),
        ),
        (
            "neighbourhoods",
            ngettext(
                "%(count)d barrio sale de listas y mapas.",
                "%(count)d barrios salen de listas y mapas.",
                numbers["neighbourhoods"],
            ),
        ),
        (
            "members",
            ngettext(
                "%(count)d persona pierde sus permisos en este distrito.",
                "%(count)d personas pierden sus permisos en este distrito.",
                numbers["members"],
            ),
        ),
        (
            "without_role",
            ngettext(
                "%(count)d de ellas no tiene otro distrito.",
                "%(count)d de ellas no tienen otro distrito.",
                numbers["without_role"],
            ),
        ),
    ]


def reopening(numbers: dict[str, int]) -> list[tuple[str, str]]:
    """Return [(name of the number, sentence)] of what reopening does."""
    return [
        (
            "public",
            ngettext(
                "%(count)d página publicada vuelve a verse, en todos los idiomas.",
                "%(count)d páginas publicadas vuelven a verse, en todos los idiomas.",
                numbers["public"],
            ),
        ),
        (
            "pictures",
            ngettext("%(count)d imagen vuelve.", "%(count)d imágenes vuelven.", numbers["pictures"]),
        ),
        (
            "documents",
            ngettext("%(count)d documento vuelve.", "%(count)d documentos vuelven.", numbers["documents"]),
        ),
        (
            "neighbourhoods",
            ngettext(
                "%(count)d barrio vuelve a listas y mapas.",
                "%(count)d barrios vuelven a listas y mapas.",
                numbers["neighbourhoods"],
            ),
        ),
        (
            "members",
            ngettext(
                "%(count)d persona recupera sus permisos.",
                "%(count)d personas recuperan sus permisos.",
                numbers["members"],
            ),
        ),
    ]
