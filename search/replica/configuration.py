"""What settings say of the cluster; to ask for it loads no client."""

from django.conf import settings


def configured() -> bool:
    """Tell whether there is a cluster (setting ELASTICSEARCH, its "hosts")."""
    return bool(getattr(settings, "ELASTICSEARCH", {}).get("hosts"))


def prefix() -> str:
    """Return what the names of this portal's indexes begin with; several portals may share a cluster."""
    return settings.ELASTICSEARCH.get("prefix") or "participa"
