"""The nouns: frozen, validated values without any input or output."""
