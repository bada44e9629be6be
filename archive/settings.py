"""Settings: everything that differs between installations, from ``SIJILL_*`` variables."""

from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from archive.review import USUAL_POLICY, ReviewPolicy


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
        sample_accepted: share of accepted acts that people look at, 0 to 1.
        second_below: confidence under which a typed name or date may need a second person.
        second_share_least, second_share_most: shares of those that are asked, once readers are
            known to agree and before; both 0 ask nobody.
        lock_seconds: how long an act stays in the hands of a person who does nothing.
        session_minutes: how long a person stays signed in without doing anything.
        session_most_minutes: how long a person stays signed in at most, however busy.
        upload_gigabytes: largest delivery by resumable upload.
        unfinished_gigabytes: announced by all uploads under way together, at most.
        upload_days: how long an upload that nobody goes on with is kept.
        seal_dir: folder of the keys that seal papers, made at first use.
        seal_key_days: how long a key made from now on seals papers.
        host, port: where ``sijill serve`` listens.
        signing_pkcs12: file of the officer's key and certificate; with it or a token, papers are
            signed under a real authority, without under the embedded one, as specimens.
        signing_library: the PKCS#11 library of the officer's token.
        signing_token, signing_key: labels of the token and of the key and certificate on it.
        signing_pin: the token's PIN, or the password of the PKCS#12 file.
        signing_chain: PEM file of the certificates above the officer's and the time stamps', roots
            included.
        signing_trusted: PEM file of further roots whose papers are believed, as those before.
        time_stamp_url: where time stamps are asked for (RFC 3161).
        signing_timeout: seconds to wait for a time stamp, or for word of a certificate.
        webhooks_private: whether webhooks may go to addresses of an inner network and of this
            machine, and there without TLS.
        webhooks_ca_certs: PEM file of authorities that webhooks trust beside the system's.
        public_url: the address by which people reach a reverse proxy before it, None without one.
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
    sample_accepted: float = Field(default=USUAL_POLICY.sample_accepted, ge=0, le=1)
    second_below: float = Field(default=USUAL_POLICY.second_below, ge=0, le=1)
    second_share_least: float = Field(default=USUAL_POLICY.second_share_least, ge=0, le=1)
    second_share_most: float = Field(default=USUAL_POLICY.second_share_most, ge=0, le=1)
    lock_seconds: int = Field(default=USUAL_POLICY.lock_seconds, ge=10)
    session_minutes: int = Field(default=480, ge=1)
    session_most_minutes: int = Field(default=720, ge=1)
    upload_gigabytes: int = Field(default=16, ge=1)
    unfinished_gigabytes: int = Field(default=100, ge=1)
    upload_days: int = Field(default=7, ge=1)
    seal_dir: str = _under_home("seal")
    seal_key_days: int = Field(default=730, ge=1)
    signing_pkcs12: Path | None = None
    signing_library: Path | None = None
    signing_token: str | None = None
    signing_key: str | None = None
    signing_pin: str | None = Field(default=None, repr=False)
    signing_chain: Path | None = None
    signing_trusted: Path | None = None
    time_stamp_url: str | None = Field(default=None, pattern=r"^https?://")
    signing_timeout: float = Field(default=10, gt=0, le=120)
    webhooks_private: bool = False
    webhooks_ca_certs: Path | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: str | None = Field(default=None, pattern=r"^https?://[^/\s?#]+/?$")

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
    def local_only(self) -> bool:
        """Whether the service answers this machine alone: bound to it, no proxy before it."""
        if self.public_url is not None:
            return False
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return False

    @property
    def address(self) -> str:
        """What the links that people are given begin with."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def review_policy(self) -> ReviewPolicy:
        """The rules by which acts wait for people."""
        return ReviewPolicy(
            sample_accepted=self.sample_accepted,
            second_below=self.second_below,
            second_share_least=self.second_share_least,
            second_share_most=self.second_share_most,
            lock_seconds=self.lock_seconds,
        )

    @property
    def inbox(self) -> Path:
        """Folder that the intake watches for deliveries."""
        return self.home / "inbox"

    @property
    def search_dir(self) -> Path:
        """Folder of the embedded search index."""
        return self.home / "search"

    @property
    def views_dir(self) -> Path:
        """Folder of the pictures of pages kept ready for looking at; it can be removed."""
        return self.home / "views"

    @property
    def authority_dir(self) -> Path:
        """Folder of the embedded authority, which signs specimens."""
        return self.home / "authority"

    @property
    def signs_really(self) -> bool:
        """Whether papers are signed under a real authority."""
        return self.signing_pkcs12 is not None or self.signing_library is not None

    @property
    def dagster_home(self) -> Path:
        """Folder of Dagster's runs and partitions."""
        return self.home / "dagster"
