"""One function per thing a person can do; each raises, or appends one line and returns it."""
