"""All scenes together: importing them fills the list."""

from . import fields, fronts, halls, riverside, squares, streets, tables
from .catalogue import SCENES, draw_scene

__all__ = ["SCENES", "draw_scene", "fields", "fronts", "halls", "riverside", "squares", "streets", "tables"]
