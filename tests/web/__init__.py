"""The frame every page stands in: pages, forms, refusals, guards and the server."""
