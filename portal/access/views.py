"""Pictures as their files: who may see a closed district's."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from portal.core.models import PortalImage
from portal.core.public import closed_files

from .roles import is_curator


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
