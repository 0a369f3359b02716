"""From nothing to a served page: a clean clone, and a wheel in an empty environment."""
