"""The guide's place in the admin."""

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import GuideView


@hooks.register("register_admin_urls")
def register_guide() -> list[URLPattern]:
    return [path("guide/", GuideView.as_view(), name="editor_guide")]


@hooks.register("register_admin_menu_item")
def register_guide_item() -> MenuItem:
    return MenuItem(_("Guía"), reverse("editor_guide"), name="guide", icon_name="help", order=900)
