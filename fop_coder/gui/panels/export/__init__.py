"""Tables, passages and codebook going out, with a preview."""
