"""The store of meetings as an account uses it: never more than she may do herself, and for a preview nothing that stays."""

from django.utils.translation import gettext as _

from portal.core.import_report import LEFT_ALONE, Outcome
from portal.councils.models import SessionPage
from portal.session_import.store import MeetingStore


class AccountStore(MeetingStore):
    """Stores meetings for `user`: sessions of hers only, and what she may not change is left alone."""

    def __init__(self, council, user, publish=False):
        super().__init__(council, publish)
        self.user = user

    def decide(self, record, said, stored):
        """Return the Outcome of a record whose session is `stored` (its primary key, or None)."""
        return self.refusal(stored) or super().decide(record, said, stored)

    def retire(self, stored, reason, sequence):
        """Cancel a stored session that its source has no more, where she may."""
        return self.refusal(stored) or super().retire(stored, reason, sequence)

    def write(self, page, record, said):
        """Write what a record says; a new session is hers, and of its council's neighbourhood."""
        if page.pk is None:
            page.owner, page.neighbourhood = self.user, self.council.neighbourhood
        super().write(page, record, said)

    def refusal(self, stored):
        """Return the Outcome of a stored session that she may not change, or publish when asked to; else None."""
        if stored is None:
            return None
        page = SessionPage.objects.get(pk=stored)
        rights = page.permissions_for_user(self.user)
        # what is locked or in review the store itself leaves alone, and says so
        is_hers = self.user.is_superuser or "change" in self.actions(page)
        if is_hers and (not self.publish or rights.can_publish()):
            return None
        return Outcome(LEFT_ALONE, reason=_("no puedes cambiar esta sesión: avisa a quien la cuida"), page_id=stored)

    def actions(self, page):
        """Return what she may do with a page by the policies, whatever its workflow says (set)."""
        rights = page.permissions_for_user(self.user)
        own = {"change"} if "add" in rights.permissions and page.owner_id == self.user.pk else set()
        return rights.permissions | own


class PreviewStore(AccountStore):
    """The same for a preview, of which every few meetings are taken back.

    The database gives the numbers of what was taken back anew. So a session that this file made is known by a number below
    zero from then on, and made again when the file comes back to it.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.made = {}  # number of a session that this file made: (record, said)

    def create(self, record, said):
        """Make the session of a record, and remember of which."""
        outcome = super().create(record, said)
        self.made[outcome.page_id] = (record, said)
        return outcome

    def take_back(self):
        """Know what was made since the last time by numbers that no session has: it is taken back now."""
        for key, number in self.keys.known.items():
            if number > 0 and number in self.made:
                self.keys.known[key] = -len(self.made)
                self.made[-len(self.made)] = self.made[number]
        self.made = {number: made for number, made in self.made.items() if number < 0}

    def refusal(self, stored):
        """Return the refusal; what this file made is hers."""
        return None if stored in self.made else super().refusal(stored)

    def decide(self, record, said, stored):
        """Return the Outcome of a record; its session may be of this file."""
        return super().decide(record, said, self.made_again(stored))

    def retire(self, stored, reason, sequence):
        """Cancel a stored session; it may be of this file."""
        return super().retire(self.made_again(stored), reason, sequence)

    def made_again(self, stored):
        """Return the number of a session that is there now: one that was taken back is made once more."""
        return self.create(*self.made[stored]).page_id if stored is not None and stored < 0 else stored
