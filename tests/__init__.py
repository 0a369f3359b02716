"""Every test is a sentence about the product; `tests/database.py` gives each its own database."""
