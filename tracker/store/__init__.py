"""What the house remembers: tables, the ledger, files, and covenants as a reader may see them."""
