"""The deeds behind the registers, each asked the same six questions."""
