from django.apps import AppConfig


class SubmissionQueueConfig(AppConfig):
    name = "portal.submission_queue"
    verbose_name = "Bandeja de lo que llega"

    def ready(self):
        """Say who may change templates, what waits on the first page, and what the clock does each day."""
        from wagtail.permissions import register_permission_policy

        from . import answers, deadlines, waiting
        from .models import AnswerTemplate
        from .policy import AnswerTemplatePolicy

        register_permission_policy(AnswerTemplate, AnswerTemplatePolicy(AnswerTemplate))
        waiting.register()
        answers.register()
        deadlines.register()
