from django.apps import AppConfig


class SubmissionQueueConfig(AppConfig):
    name = "portal.submission_queue"
    verbose_name = "Bandeja de lo que llega"
