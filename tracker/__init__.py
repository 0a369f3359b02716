"""The house: commands change things, queries show things, the store remembers, the policy says who may."""
