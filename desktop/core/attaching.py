"""What a user does with files: attach them, watch them on their way, look at them, keep them."""
