"""Settings: everything that differs between installations, from ``SIJILL_*`` variables."""

from pathlib import Path
from typing import Any, Self

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def _under_home(name: str, prefix: str = "") -> Any:
    return Field(default_factory=lambda fields: f"{prefix}{fields['home'] / name}", repr=False)


class Settings(BaseSettings):
    """One installation's settings; reading them creates and opens nothing.

    Attributes:
        home: folder of all that the embedded set-up writes; absolute once read.
        database_url: SQLAlchemy URL of the catalogue, ``sqlite:///`` or ``postgresql://``.
        vault_url: folder or fsspec URL (``s3://bucket/prefix``) of the vault.
        search_url: Elasticsearch's http(s) URL, None for the embedded index in ``search_dir``.
        search_index: Elasticsearch's alias of the index; two archives on one server want two.
        search_api_key, search_ca_certs: how to sign in to Elasticsearch and whom to trust.
        search_shards, search_replicas: parts and copies of an Elasticsearch index made from now on.
        max_megapixels: scans whose header announces more are refused undecoded.
        workers: pages read at the same time.
        sure: least confidence, 0 to 1, at which a field passes without a person.
        sure_mention: the same for a marginal mention.
        sure_fields: fields that ask for another confidence, by name.
        actor: who is written in the audit trail when nobody signed in.
        host, port: where ``sijill serve`` listens.
    """

    model_config = SettingsConfigDict(
        env_prefix="SIJILL_", frozen=True, extra="ignore", env_ignore_empty=True
    )

    home: Path = Field(default=Path("data"), validate_default=True)
    database_url: str = _under_home("catalogue.sqlite", "sqlite:///")
    vault_url: str = _under_home("vault")
    search_url: str | None = None
    search_index: str = Field(default="sijill", pattern=r"^[a-z0-9][a-z0-9_-]{0,99}$")
    search_api_key: str | None = Field(default=None, repr=False)
    search_ca_certs: Path | None = None
    search_shards: int = Field(default=1, ge=1)
    search_replicas: int = Field(default=0, ge=0)
    max_megapixels: int = Field(default=200, ge=1)
    workers: int = Field(default=2, ge=1)
    sure: float = Field(default=0.85, ge=0, le=1)
    sure_mention: float = Field(default=0.75, ge=0, le=1)
    sure_fields: dict[str, float] = Field(default_factory=dict)
    actor: str = Field(default="sijill", min_length=1)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)

    @field_validator("home")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        # Dagster starts processes with other working directories; the home must not move.
        return home.expanduser().absolute()

    @classmethod
    def at(cls, home: Path | str, **others: Any) -> Self:
        """Settings with this home and the embedded defaults for whatever is not given."""
        return cls(home=Path(home), **others)

    @property
    def inbox(self) -> Path:
        """Folder that the intake watches for deliveries."""
        return self.home / "inbox"

    @property
    def search_dir(self) -> Path:
        """Folder of the embedded search index."""
        return self.home / "search"

    @property
    def dagster_home(self) -> Path:
        """Folder of Dagster's runs and partitions."""
        return self.home / "dagster"
