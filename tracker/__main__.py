"""`python -m tracker`: the same command line as the installed `tracker`."""

from tracker.cli import app

app(prog_name="tracker")
