"""A city with one record of each kind in each place, and one account of each role: who may do what is tried on it."""

from django.contrib.auth.models import Group, Permission
from django.test import Client

from portal.core.models import Role, Team, User
from portal.territory.models import District, Neighbourhood, Organisation, Unit, Venue

#: where a record may lie: west has two neighbourhoods, one of which is the limited official's
PLACES = ("elm", "oak", "west", "south", "closed", "city")


def team(role, district=None):
    """Return the group of a role in a district, with the right to come into the admin."""
    group, created = Group.objects.get_or_create(name=f"{role}-{district.code if district else 'city'}")
    if created:
        Team.objects.create(group=group, role=role, district=district)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


def browser(user):
    """Return a Client in which an account is logged in."""
    client = Client()
    client.force_login(user)
    return client


class City:
    """The records by kind and place, the accounts by name."""

    def __init__(self):
        make = District.objects.create
        self.west, self.south = make(name="Oeste", code="oeste"), make(name="Sur", code="sur")
        self.closed = make(name="Poniente", code="poniente", active=False)
        self.districts = {"west": self.west, "south": self.south, "closed": self.closed}
        self.elm = Neighbourhood.objects.create(name="Barrio elm", code="elm", district=self.west)
        self.oak = Neighbourhood.objects.create(name="Barrio oak", code="oak", district=self.west)
        self.fir = Neighbourhood.objects.create(name="Barrio south", code="fir", district=self.south)
        self.ash = Neighbourhood.objects.create(name="Barrio closed", code="ash", district=self.closed)
        self.rows = {
            District: self.districts,
            Neighbourhood: {"elm": self.elm, "oak": self.oak, "south": self.fir, "closed": self.ash},
            Venue: {place: self.venue(place) for place in PLACES if place != "city"},
            Unit: {place: self.unit(place) for place in ("west", "south", "closed", "city")},
            Organisation: {place: self.organisation(place) for place in ("west", "south", "closed", "city")},
        }
        self.people = {
            f"west {role}": self.account(f"west {role}", role, self.west) for role in Role if role != "curator"
        }
        self.people["elm editor"] = self.account("elm editor", Role.EDITOR, self.west)
        self.people["elm editor"].neighbourhoods.add(self.elm)
        self.people["south editor"] = self.account("south editor", Role.EDITOR, self.south)
        self.people["closed reviewer"] = self.account("closed reviewer", Role.REVIEWER, self.closed)
        self.people["curator"] = self.account("curator", Role.CURATOR)
        self.people["administrator"] = User.objects.create(username="administrator", is_superuser=True)
        self.people["nobody"] = self.account("nobody")

    def account(self, name, role=None, district=None):
        """Return a new account; without a role it may come into the admin and nothing else."""
        user = User.objects.create(username=name.replace(" ", "-"))  # nobody logs in: no password to compute
        if role:
            user.groups.add(team(role, district))
        else:
            user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        return user

    def district_of(self, place):
        """Return the District of a place, or None for the whole city."""
        return {"elm": self.west, "oak": self.west, "city": None, **self.districts}[place]

    def venue(self, place):
        """Return a venue in a place."""
        hood = {"elm": self.elm, "oak": self.oak}.get(place)
        fields = {"district": self.district_of(place), "neighbourhood": hood}
        return Venue.objects.create(name=f"Sala {place}", address="Mitre 1", **fields)

    def unit(self, place):
        """Return a unit in a place."""
        return Unit.objects.create(name=f"Área {place}", code=f"area-{place}", district=self.district_of(place))

    def organisation(self, place):
        """Return an organisation in a place."""
        return Organisation.objects.create(name=f"Club {place}", district=self.district_of(place))

    def browser(self, name):
        """Return the browser of an account."""
        return browser(User.objects.get(pk=self.people[name].pk))
