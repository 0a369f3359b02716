"""The foundation: what a covenant may become, under which conditions, and who takes part."""
