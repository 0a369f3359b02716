"""Positions and rounds: drawers, sharing, sealing and opening for all at once."""
