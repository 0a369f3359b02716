"""Real tracks told again in the product's own terms: one story per file, with days that passed."""
