"""Settings from the environment, and the one place where the product's name stands."""

from functools import cached_property
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PRODUCT = "Convenantwijzer"
VERSION = "0.1.0"


class Settings(BaseSettings):
    """Read from `TRACKER_*`; every value has a default that serves one person on one machine."""

    model_config = SettingsConfigDict(env_prefix="TRACKER_", extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    data: Path = Path("var")
    """Folder of the database and the evidence files."""
    database_url: str | None = None
    demo: bool = True
    """Demonstration mode: fictional covenants and personas that sign in with one click."""

    @cached_property
    def url(self) -> str:
        """The database address: what was configured, or SQLite in the data folder."""
        return self.database_url or f"sqlite:///{(self.data / 'tracker.db').resolve()}"

    @property
    def files(self) -> Path:
        """Where evidence files are kept, by content hash."""
        return self.data / "files"
