"""The house keeps itself in order: files, floors, words, lock files."""
