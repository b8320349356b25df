"""The screen of the matrix (framework method): respondents × codes, each cell with its passages and a summary."""
