"""The only floor that knows HTTP: pages, forms, refusals and the frame around them."""
