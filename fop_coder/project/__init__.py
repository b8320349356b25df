"""The one door: create, open, apply, undo, ask. The command line and the window stand on this package alone."""

from fop_coder.project.project import Project

__all__ = ["Project"]
