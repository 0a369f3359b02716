"""The foundation, tested without a database or a web page."""
