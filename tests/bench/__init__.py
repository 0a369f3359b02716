"""The benchmark: ratios within one run, never times in a unit test (`./run bench`)."""
