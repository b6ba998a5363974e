"""All scenes together: importing them fills the list."""

from . import fields, halls, riverside, squares, streets, tables
from .catalogue import SCENES, draw_scene

__all__ = ["SCENES", "draw_scene", "fields", "halls", "riverside", "squares", "streets", "tables"]
