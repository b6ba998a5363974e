"""Labels that Wagtail and wagtail-localize leave to the name of a field: they are given to the translation.

The English texts and their translations stand in locale/packages, marked as ours: no package lists them.
"""

from django.forms import Form
from django.forms.utils import pretty_name
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import choosers
from wagtail.admin.forms.workflows import WorkflowPageForm
from wagtail.sites.views import IndexView as SiteIndexView
from wagtail.users.forms import PagePermissionsForm
from wagtail_localize.views.report import TranslationsReportFilterSet

#: forms with fields that have no label of their own
FORMS = (
    choosers.AnchorLinkChooserForm,
    choosers.EmailLinkChooserForm,
    choosers.ExternalLinkChooserForm,
    choosers.PhoneLinkChooserForm,
    PagePermissionsForm,
    WorkflowPageForm,
)


def label_packages() -> None:
    """Give the labels of the packages to the translation; called once, when the portal starts."""
    for form in FORMS:
        label_fields(form)
    for column in SiteIndexView.columns:
        if isinstance(column.label, str):
            column.label = gettext_lazy(column.label)
    for name in ("source_locale", "target_locale"):
        TranslationsReportFilterSet.base_filters[name].label = gettext_lazy(pretty_name(name))


def label_fields(form: type[Form]) -> None:
    """Give a form's fields without a label the one that Django makes of their name, translated."""
    for name, field in form.base_fields.items():
        if field.label is None:
            field.label = gettext_lazy(pretty_name(name))
