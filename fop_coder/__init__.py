"""FOP Coder: a workbench for reading, coding and counting qualitative material."""

__version__ = "0.1.0"
