"""One function per screen; each returns frozen views and never writes."""
