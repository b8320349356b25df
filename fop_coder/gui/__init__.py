"""The window. Qt lives here alone; everything it does to a project goes through ``fop_coder.project``."""
