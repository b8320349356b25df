"""What the program is tested against: a second definition of its figures, made-up projects, and a small one by hand."""
