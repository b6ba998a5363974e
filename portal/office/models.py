"""The office's own records: imports of boundaries."""

from .boundaries.models import BoundaryImport

__all__ = ["BoundaryImport"]
