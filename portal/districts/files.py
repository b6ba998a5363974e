"""The pictures and documents of a district: one collection each, whatever an administrator calls it."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, GroupCollectionPermission

from portal.territory.models import District


class DistrictCollection(models.Model):
    """Which collection holds a district's files; it may be renamed or moved without losing its part."""

    district = models.OneToOneField(
        District, verbose_name=_("distrito"), on_delete=models.CASCADE, related_name="files", primary_key=True
    )
    collection = models.OneToOneField(
        Collection, verbose_name=_("colección"), on_delete=models.CASCADE, related_name="district_files"
    )

    class Meta:
        verbose_name = _("colección de un distrito")
        verbose_name_plural = _("colecciones de los distritos")

    def __str__(self):
        return f"{self.district}: {self.collection}"


def known_collection(district: District) -> Collection | None:
    """Return the Collection of a district (District), or None: the linked one, else the one that its team has rights on.

    Portals made before the link have only the rights, or only the name.
    """
    linked = DistrictCollection.objects.filter(district=district).select_related("collection").first()
    if linked:
        return linked.collection
    free = Collection.objects.filter(district_files__isnull=True, depth__gt=1)
    rights = GroupCollectionPermission.objects.filter(group__team__district=district)
    theirs = free.filter(pk__in=rights.values("collection")).first()
    return theirs or free.filter(depth=2, name=district.name).first()


def district_collection(district: District) -> Collection:
    """Return the Collection of a district's pictures and documents, made and named after it when there is none."""
    collection = known_collection(district)
    if collection is None:
        collection = Collection.get_first_root_node().add_child(instance=Collection(name=district.name))
    DistrictCollection.objects.update_or_create(district=district, defaults={"collection": collection})
    return collection


def closed_collections() -> QuerySet[DistrictCollection]:
    """Return the tree paths (QuerySet of str) of the collections of closed districts."""
    closed = DistrictCollection.objects.filter(district__active=False)
    return closed.values_list("collection__path", flat=True)
