"""The wording of sentences: quantifiers, templates and what codes are called in them."""
