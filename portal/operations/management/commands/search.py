"""Look after the search: the table beside what is public, and the replica beside the table."""

import signal
import threading
import time
from itertools import chain

from django.core.management.base import BaseCommand, CommandError

from portal.core.indexing import every_document, verify
from search.rebuild import rebuild_documents
from search.replica.configuration import configured


class Command(BaseCommand):
    """Each action names what it did; errors end with status 1."""

    help = (
        "verify [--heal]: names what search holds too much, too little or outdated, in its table and in the cluster. "
        "rebuild [--replica]: makes the table anew, then the cluster's index (--replica: only that; it goes on where it "
        "was interrupted). sync [--follow]: brings changes to the cluster. status: how it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["verify", "rebuild", "sync", "status"])
        parser.add_argument("--heal", action="store_true", help="verify: also mend the differences")
        parser.add_argument("--replica", action="store_true", help="rebuild: only the cluster's index")
        parser.add_argument("--follow", action="store_true", help="sync: go on until told to stop")

    def handle(self, *args, action, **options):
        if action in ("sync", "status") or options["replica"]:
            self.needs_cluster()
        getattr(self, action)(options)

    def needs_cluster(self):
        """Raise CommandError without a cluster."""
        if not configured():
            raise CommandError("there is no cluster: set ELASTICSEARCH_URL")

    def verify(self, options):
        """Exit with an error when there are differences that were not mended."""
        found = self.verify_table(options["heal"])
        if configured():
            found = self.verify_replica(options["heal"]) or found
        if found and not options["heal"]:
            raise CommandError("there are differences; run it again with --heal")

    def verify_table(self, heal):
        """Compare the table with what is public; returns whether they differ."""
        surplus, absent, outdated = verify(heal)
        for name, keys in (("too much", surplus), ("missing", absent), ("outdated", outdated)):
            for key in sorted(keys, key=lambda key: [int(part) for part in key.split(":")]):
                self.stdout.write(f"{name}: page {key}")
        if not (surplus or absent or outdated):
            self.stdout.write("search holds exactly what is public")
        return bool(surplus or absent or outdated)

    def verify_replica(self, heal):
        """Compare the cluster with the table; returns whether they differ."""
        from search.replica.comparing import compare_replica
        from search.replica.comparing import heal as put_into_outbox
        from search.replica.sync import sync

        sync()
        differences = compare_replica()
        for name in ("surplus", "absent", "outdated"):
            for key in getattr(differences, name):
                self.stdout.write(f"cluster, {name}: {key}")
        if not differences:
            self.stdout.write("the cluster holds exactly what the table holds")
        elif heal:
            put_into_outbox(differences)
            sync()
        return bool(differences)

    def rebuild(self, options):
        """Write all documents anew and say how long it took."""
        started = time.perf_counter()
        if not options["replica"]:
            count = rebuild_documents(chain.from_iterable(every_document()))
            self.stdout.write(f"{count} documents in {time.perf_counter() - started:.1f} s")
        if configured():
            self.rebuild_replica()

    def rebuild_replica(self):
        """Build the cluster's index beside the one in use, with a line of progress each 5 seconds."""
        from search.replica.building import rebuild_replica_index as build

        said = time.monotonic()

        def progress(done, total, rate):
            nonlocal said
            if time.monotonic() - said > 5 or done >= total:
                said = time.monotonic()
                self.stdout.write(f"cluster: {done:,} of {total:,} objects, {rate:,.0f} a second")

        started = time.perf_counter()
        count = build(progress)
        self.stdout.write(
            f"cluster: {count} objects in {time.perf_counter() - started:.1f} s; readers ask the new index"
        )

    def sync(self, options):
        """Bring the outbox to the cluster, once or until told to stop."""
        from search.replica.following import follow, step

        if not options["follow"]:
            step()
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        follow(stop)

    def status(self, options):
        """Print what is known of the cluster, a line each; an error when it does not work."""
        from search.replica.state import status

        found = status()
        for name, value in found.items():
            self.stdout.write(f"{name}: {value}")
        if "fault" in found:
            raise CommandError("the cluster does not answer as it should; the database answers instead")
