from django.apps import AppConfig


class PageEditorConfig(AppConfig):
    name = "portal.page_editor"
    verbose_name = "Editor de páginas"

    def ready(self):
        """Have Wagtail's form of pages say what saving did."""
        from . import review, save_messages

        save_messages.connect()
        review.connect()
