"""Who was interviewed: what is known of them, how they are classified, what they referred to."""
