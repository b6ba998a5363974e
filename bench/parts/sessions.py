"""A generated city with councils and sessions since 1975, written in bulk: the same year around today at every size."""

from datetime import date, datetime, time, timedelta
from itertools import count as numbers_from
from itertools import islice
from uuid import NAMESPACE_URL, uuid5

DISTRICTS, COUNCILS, RECENT, THIS_WEEK = 6, 60, 500, 40
BACK, AHEAD = 26 * 7, 52 * 7  # days around today that hold the recent ones
FIRST = date(1975, 1, 1)
MODALITIES = ("in-person", "in-person", "in-person", "virtual", "hybrid")  # three in five: 300 of the recent ones
BATCH = 500


def fill(count):
    """Write a city with `count` sessions in all, RECENT of them around today; the others between 1975 and then."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from wagtail.models import Page

    with transaction.atomic():
        writer = Writer(councils())
        days = (*recent_days(), *earlier_days(count - RECENT))
        stream = iter(enumerate(days))
        while batch := list(islice(stream, BATCH)):
            writer.write(batch)
        for council in writer.councils:
            Page.objects.filter(pk=council.pk).update(numchild=council.numchild)
        for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
            connection.cursor().execute(statement)
    connection.cursor().execute("ANALYZE")


def recent_days():
    """Return the days of the recent sessions: THIS_WEEK of them this week, the others even around today."""
    from django.utils import timezone

    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    yield from (monday + timedelta(days=number % 6) for number in range(THIS_WEEK))
    rest = RECENT - THIS_WEEK
    for number in range(rest):
        day = today + timedelta(days=number * (BACK + AHEAD) // rest - BACK + 2)
        yield day if not monday <= day < monday + timedelta(days=7) else day + timedelta(days=7)


def earlier_days(count):
    """Return the days of `count` sessions, even between 1975 and the recent ones."""
    from django.utils import timezone

    length = (timezone.localdate() - FIRST).days - BACK - 7
    return (FIRST + timedelta(days=number * length // count) for number in range(count))


def councils():
    """Return the councils, each published as an editor does, in districts of ten."""
    from portal.councils.models import CouncilPage
    from portal.districts.models import DistrictIndexPage, DistrictPage
    from portal.territory.models import District, Neighbourhood

    index = DistrictIndexPage.objects.get(locale__language_code="es")
    made = []
    for number in range(DISTRICTS):
        record = District.objects.create(name=f"Distrito {number}", code=f"d{number}", order=number)
        page = DistrictPage(title=record.name, slug=record.code, record=record, locale=index.locale)
        index.add_child(instance=page).save_revision().publish()
        for place in range(COUNCILS // DISTRICTS):
            code = f"b{number}-{place}"
            hood = Neighbourhood.objects.create(district=record, name=f"Barrio {number}.{place}", code=code)
            council = CouncilPage(title=f"Consejo de {hood.name}", slug=code, neighbourhood=hood, locale=page.locale)
            page.add_child(instance=council).save_revision().publish()
            made.append(CouncilPage.objects.select_related("district").get(pk=council.pk))
    return made


class Writer:
    """Rows of sessions, made without the signals and checks that saving one by one would cost."""

    def __init__(self, councils):
        from django.contrib.contenttypes.models import ContentType
        from wagtail.models import Page

        from portal.councils.models import SessionPage
        from portal.vocabularies.models import Term

        self.councils, self.model = councils, SessionPage
        self.type = ContentType.objects.get_for_model(SessionPage)
        self.ids = numbers_from(Page.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1)
        self.services = list(Term.objects.filter(vocabulary="service").values_list("pk", flat=True))

    def write(self, batch):
        """Write some sessions, given [(number, day)], with their services and what was announced of them."""
        from wagtail.models import Page

        from portal.events.models import Announcement, EventPage

        pages = [self.page(number, day) for number, day in batch]
        for model in (Page, EventPage, self.model):  # what bulk_create does, which refuses a model with a parent table
            model._base_manager.all()._batched_insert(pages, model._meta.local_concrete_fields, BATCH)
        through = EventPage.services.through
        through.objects.bulk_create(
            through(eventpage_id=page.pk, term_id=self.services[page.pk % len(self.services)])
            for page in pages
            if page.pk % 3 == 0
        )
        Announcement.objects.bulk_create(
            Announcement(key=page.translation_key, first_at=page.first_published_at, changed_at=page.last_published_at)
            for page in pages
        )

    def page(self, number, day):
        """Return the page of session `number` on a day (date), not stored."""
        from django.utils import timezone

        council = self.councils[number * 7 % len(self.councils)]
        council.numchild += 1
        start = timezone.make_aware(datetime.combine(day, time(9 + number % 11, 30)))
        published = start - timedelta(days=14)
        identity, slug = next(self.ids), f"s{number}"
        return self.model(
            id=identity,
            page_ptr_id=identity,
            eventpage_ptr_id=identity,
            path=self.model._get_path(council.path, council.depth + 1, council.numchild),
            depth=council.depth + 1,
            title=f"Punto {number}: la plaza, el agua y la luz",
            draft_title=f"Punto {number}",
            slug=slug,
            url_path=f"{council.url_path}{slug}/",
            content_type=self.type,
            locale_id=council.locale_id,
            translation_key=uuid5(NAMESPACE_URL, slug),
            first_published_at=published,
            last_published_at=published,
            live=True,
            district_id=council.district_id,
            neighbourhood_id=council.neighbourhood_id,
            council=council,
            reference=f"CB-{number:06}",
            kind="session",
            state="confirmed",
            modality=MODALITIES[number % len(MODALITIES)],
            venue_name="Club San Miguel",
            start=start,
            end=start + timedelta(hours=2),
            until=start + timedelta(hours=2),
            lead="Elegimos entre dos proyectos y vemos lo que falta.",
        )
