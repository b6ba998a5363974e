"""Pictures as their files: who may see a closed district's; and the tags that the forms of files complete."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve
from taggit.models import Tag
from wagtail.admin.auth import require_admin_access

from portal.core.models import PortalImage
from portal.core.public import closed_files

from .page_screens.names import tags_of_files
from .roles import is_curator

MOST_TAGS = 10


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """Send a picture's rendition from the media folder; originals and documents have no public address.

    A closed district's are the curators' only. For the embedded default: a proxy in front answers /media/ itself.
    """
    closed = closed_files(PortalImage.objects.filter(renditions__file=f"images/{name}")).exists()
    if closed and not is_curator(request.user):
        raise Http404
    response = serve(request, name, document_root=settings.MEDIA_ROOT / "images")
    patch_cache_control(response, **({"private": True} if closed else {"public": True, "max_age": 86_400}))
    return response


@require_admin_access
@require_safe
def complete_tag(request: HttpRequest, app_name: str = "", model_name: str = "") -> JsonResponse:
    """Complete a tag from those of the files that the account may use; Wagtail's own names everybody's."""
    begun = request.GET.get("term", "")
    tags = tags_of_files(request.user).filter(name__istartswith=begun) if begun else Tag.objects.none()
    return JsonResponse(list(tags.order_by("name").values_list("name", flat=True).distinct()[:MOST_TAGS]), safe=False)
