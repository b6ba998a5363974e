"""What search keeps: documents and their groups, facet bitmaps, the vocabulary of whole words, the outbox."""

from django.db import models

# A document's id is its group's id and a slot in the group, so that an engine's hits tell their group without a join.
SLOT_BITS = 12
# Groups per row of a facet's bitmap: 4 KB a row.
CHUNK_BITS = 15


class SearchGroup(models.Model):
    """One published object whatever its languages: what is counted and listed as one hit."""

    key = models.CharField(max_length=200, unique=True)
    date = models.CharField(max_length=32, blank=True)
    date_start = models.CharField(max_length=32, blank=True)
    date_end = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["date"], name="search_group_date"),
            models.Index(fields=["date_start", "date_end"], name="search_group_period"),
        ]

    def __str__(self) -> str:
        return self.key


class SearchDocument(models.Model):
    """One published public object in one language, with what is searched and what is shown."""

    id = models.BigIntegerField(primary_key=True)
    group = models.ForeignKey(SearchGroup, on_delete=models.DO_NOTHING, related_name="documents", db_index=False)
    key = models.CharField(max_length=200, unique=True)
    parent_key = models.CharField(max_length=200, blank=True, db_index=True)
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=50)
    language = models.CharField(max_length=20)
    is_source = models.BooleanField(default=True)
    title = models.TextField()
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    keywords = models.TextField(blank=True)
    url = models.TextField(blank=True)
    date_start = models.CharField(max_length=32, blank=True)
    date_end = models.CharField(max_length=32, blank=True)
    published = models.CharField(max_length=32, blank=True)
    title_key = models.CharField(max_length=200)
    data = models.JSONField(default=dict, blank=True)
    facets = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["group"], name="search_document_group"),
            # Covers sorting a whole answer by the title of the version shown, and titles that begin with a prefix.
            models.Index(fields=["title_key", "parent_key", "language", "is_source"], name="search_document_title"),
            models.Index(fields=["kind"], name="search_document_kind"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchFacet(models.Model):
    """Which groups carry a code: bit n of chunk c stands for group c · 2^15 + n. Codes of a group: of all versions."""

    facet = models.CharField(max_length=50)
    code = models.CharField(max_length=100)
    chunk = models.PositiveIntegerField()
    bits = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facet", "code", "chunk"], name="search_facet_once")]

    def __str__(self) -> str:
        return f"{self.facet}={self.code} ({self.chunk})"


class SearchWord(models.Model):
    """A whole folded word, how it is written, and in how many documents it stands: what corrections come from."""

    word = models.CharField(max_length=60, unique=True)
    written = models.CharField(max_length=60)
    ending = models.CharField(max_length=3)
    length = models.PositiveSmallIntegerField()
    documents = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["ending", "length"], name="search_word_ending")]

    def __str__(self) -> str:
        return self.word


class SearchOutbox(models.Model):
    """A change a replica has not acknowledged yet; written in the transaction of the change."""

    class Action(models.TextChoices):
        PUT = "put", "put"
        DELETE = "delete", "delete"

    key = models.CharField(max_length=200)
    group = models.CharField(max_length=200, blank=True)  # what the replica keeps together; empty: not known
    action = models.CharField(max_length=6, choices=Action.choices)
    # Acknowledged by the index that readers ask; the row stays until the index that is being built has it too.
    sent = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.key}"


class ReplicaBuild(models.Model):
    """A rebuild of the replica under way: how far it came, so that it goes on there after a failure."""

    index = models.CharField(max_length=200, unique=True)
    last_group = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    started = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.index} ({self.done}/{self.total})"


class ReplicaLock(models.Model):
    """The number of the last writer to the replica; each write carries its writer's."""

    name = models.CharField(max_length=40, unique=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
