"""The worker of django-tasks-db, which gives signs of life while it works."""

import os
from contextlib import nullcontext

from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from django_tasks_db.management.commands import db_worker

from portal.operations.workers import signs_of_life


class Command(db_worker.Command):
    """Takes the place of the package's own command, so that no worker goes without signs of life."""

    def handle(self, *, worker_id, reload, **options):
        """Work; with `--reload` the child works, and the process that watches over it is no worker."""
        watches = reload and os.environ.get(DJANGO_AUTORELOAD_ENV) != "true"
        with nullcontext() if watches else signs_of_life(worker_id):
            super().handle(worker_id=worker_id, reload=reload, **options)
