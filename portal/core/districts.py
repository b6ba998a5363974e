"""A page's district is its folder's, also after a move."""

from wagtail.models import Page
from wagtail.signals import post_page_move

from .models import BasePage


def store_districts(page):
    """Store again the district of `page` and of everything under it, read again by id, from the top down."""
    top = Page.objects.get(pk=page.pk)
    for below in Page.objects.descendant_of(top, inclusive=True).order_by("depth").specific():
        if isinstance(below, BasePage) and below.district_id != below.folder_district_id():
            below.save(clean=False)


def on_moved(sender, instance, **kwargs):
    """post_page_move."""
    store_districts(instance)


def connect():
    """Listen to moves, before search hears of them."""
    post_page_move.connect(on_moved, dispatch_uid="districts-moved")
