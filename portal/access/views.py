"""Pictures as their files, by the rule of portal/access/file_screens.py; and the tags that the forms of files complete."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve
from taggit.models import Tag
from wagtail.admin.auth import require_admin_access

from portal.core.models import PortalImage

from .file_screens import is_for_everybody, may_have
from .page_screens.names import tags_of_files

MOST_TAGS = 10


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """Send a picture's rendition from the media folder, to whom the picture may be sent; the original has no address.

    A proxy in front must not answer /media/ itself: it would ask nobody.
    """
    image = get_object_or_404(PortalImage.objects.filter(renditions__file=f"images/{name}"))
    is_public = is_for_everybody(image)
    if not (is_public or may_have(request, image)):
        raise Http404
    response = serve(request, name, document_root=settings.MEDIA_ROOT / "images")
    patch_cache_control(response, **({"public": True, "max_age": 86_400} if is_public else {"private": True}))
    return response


@require_admin_access
@require_safe
def complete_tag(request: HttpRequest, app_name: str = "", model_name: str = "") -> JsonResponse:
    """Complete a tag from those of the files that the account may use; Wagtail's own names everybody's."""
    begun = request.GET.get("term", "")
    tags = tags_of_files(request.user).filter(name__istartswith=begun) if begun else Tag.objects.none()
    return JsonResponse(list(tags.order_by("name").values_list("name", flat=True).distinct()[:MOST_TAGS]), safe=False)
