"""n of N for every code and category, and the way from each number to its evidence."""
