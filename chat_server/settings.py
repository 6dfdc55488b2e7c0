"""Every setting there is, with its default, its bounds and the sentence that documents it."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

Port = Annotated[int, Field(ge=0, le=65_535)]
Count = Annotated[int, Field(ge=1)]
Milliseconds = Annotated[int, Field(ge=1)]

# parsed here, so that a mistake is told once and not once for each kind of address
Network = Annotated[IPv4Network | IPv6Network, BeforeValidator(ip_network)]

DAY_MS = 86_400_000
HOUR_MS = 3_600_000


def _starts_with(*starts: str) -> AfterValidator:
    def check(value: str) -> str:
        if value and not value.startswith(starts):
            raise ValueError(f"must be empty or start with {' or '.join(starts)}")
        return value

    return AfterValidator(check)


class Section(BaseModel):
    """One ``[table]`` of the file; unknown keys are refused and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ServerSettings(Section):
    """Where the server listens, and how the world reaches it."""

    host: str = Field(
        "127.0.0.1", description="The address to listen on; 0.0.0.0 for every interface."
    )
    port: Port = Field(8080, description="The port to listen on; 0 takes a free one.")
    public_url: Annotated[str, _starts_with("http://", "https://")] = Field(
        "",
        description="What browsers use to reach the server, as https://chat.example.com; "
        "empty: http://localhost with the port above.",
    )
    trusted_proxies: tuple[Network, ...] = Field(
        (),
        description="Networks of the reverse proxies whose X-Forwarded-For and -Proto are "
        'believed, as ["10.0.0.0/8"]; nobody else\'s are.',
    )
    docs: bool = Field(True, description="Serve the references under /docs.")


class StorageSettings(Section):
    """Where everything is kept."""

    url: Annotated[str, _starts_with("sqlite:///", "postgresql://")] = Field(
        "",
        repr=False,
        description="sqlite:///path/to/file or postgresql://user:password@host/name; "
        "empty: zalada.sqlite3 in the data folder.",
    )


class BusSettings(Section):
    """How several servers hear of each other's events."""

    kind: Literal["local", "redis"] = Field(
        "local", description="local: one server, no other service; redis: several servers."
    )
    url: Annotated[str, _starts_with("redis://", "rediss://")] = Field(
        "", repr=False, description="For kind redis: redis://host:6379/0."
    )

    @model_validator(mode="after")
    def _redis_needs_an_address(self) -> Self:
        if self.kind == "redis" and not self.url:
            raise ValueError("kind is redis, so url is needed, as redis://host:6379/0")
        return self


class MetricsSettings(Section):
    """Who may read /metrics."""

    token: str = Field(
        "",
        repr=False,
        description="The bearer token that /metrics asks for; empty: this machine only.",
    )


class LogSettings(Section):
    """What the server tells its operator; the text of messages never."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least severe line that is written."
    )
    format: Literal["text", "json"] = Field(
        "text", description="text for people, json for machines (one object a line)."
    )


class LimitSettings(Section):
    """What one client may cost; past a limit it gets an error code, never a slow server."""

    message_chars: Annotated[int, Field(ge=1, le=4_000)] = Field(
        4_000, description="The longest message, in characters; 4000 at most."
    )
    frame_bytes: Annotated[int, Field(ge=8_192)] = Field(
        131_072,
        description="The longest incoming packet; whoever sends a longer one is cut off.",
    )
    commands_per_s: Annotated[float, Field(gt=0)] = Field(
        10.0, description="Commands a second that one connection may keep up."
    )
    burst: Count = Field(30, description="Commands that one connection may send at once.")
    sockets_per_visitor: Count = Field(5, description="Open connections of one visitor (tabs).")
    connections_per_ip: Count = Field(
        20, description="Open connections from one address; an office counts as one."
    )
    conversations_per_ip_per_hour: Count = Field(
        20, description="New conversations from one address in an hour."
    )
    sign_ins_per_minute: Count = Field(
        10, description="Failed sign-ins a minute, of one account and of one address."
    )
    queue_events: Count = Field(
        200, description="Events that may wait for a slow reader before it is cut off."
    )
    queue_bytes: Annotated[int, Field(ge=65_536)] = Field(
        262_144, description="The same in bytes; whoever is cut off catches up later."
    )
    send_timeout_ms: Milliseconds = Field(
        5_000, description="How long a reader may stall before it is cut off."
    )


class PresenceSettings(Section):
    """When an agent counts as being there."""

    lease_ms: Milliseconds = Field(
        30_000, description="An agent who is silent for this long is offline."
    )
    heartbeat_ms: Milliseconds = Field(
        10_000, description="How often an open console says that it is there."
    )
    reload_grace_ms: Milliseconds = Field(
        10_000, description="How long a reload or a short break leaves an agent online."
    )
    no_answer_ms: Milliseconds = Field(
        60_000,
        description="How long an assigned shopper waits for a first answer before being offered "
        "to somebody else.",
    )

    @model_validator(mode="after")
    def _lease_outlives_heartbeats(self) -> Self:
        if self.lease_ms < 2 * self.heartbeat_ms:
            raise ValueError("lease_ms must be at least twice heartbeat_ms")
        return self


class SessionSettings(Section):
    """How long sign-ins last."""

    agent_idle_ms: Milliseconds = Field(
        12 * HOUR_MS, description="An agent's session ends after this long without use."
    )
    agent_absolute_ms: Milliseconds = Field(
        7 * DAY_MS, description="An agent signs in again after this long in any case."
    )
    visitor_idle_ms: Milliseconds = Field(
        30 * DAY_MS, description="A shopper who stays away longer starts afresh."
    )
    visitor_absolute_ms: Milliseconds = Field(
        180 * DAY_MS, description="A shopper starts afresh after this long in any case."
    )
    visitor_rotate_ms: Milliseconds = Field(
        DAY_MS, description="A shopper's token is replaced by a new one this often."
    )
    visitor_overlap_ms: Milliseconds = Field(
        60_000, description="How long a replaced token still works, for other open tabs."
    )


class MailSettings(Section):
    """The server that sends our mail."""

    host: str = Field("", description="The SMTP server; empty: no mail is sent.")
    port: Port = Field(587, description="Its port.")
    username: str = Field("", description="The account there; empty: no sign-in.")
    password: str = Field("", repr=False, description="The account's password.")
    from_address: str = Field("", description="The sender of our mail, as chat@example.com.")
    tls: Literal["starttls", "implicit", "none"] = Field(
        "starttls", description="starttls (port 587), implicit (port 465) or none."
    )

    @model_validator(mode="after")
    def _sending_needs_a_sender(self) -> Self:
        if self.host and "@" not in self.from_address:
            raise ValueError("host is set, so from_address is needed, as chat@example.com")
        return self


class Settings(Section):
    """All of them; made by ``chat_server.config.load_settings``."""

    server: ServerSettings = ServerSettings()
    storage: StorageSettings = StorageSettings()
    bus: BusSettings = BusSettings()
    metrics: MetricsSettings = MetricsSettings()
    log: LogSettings = LogSettings()
    limits: LimitSettings = LimitSettings()
    presence: PresenceSettings = PresenceSettings()
    session: SessionSettings = SessionSettings()
    mail: MailSettings = MailSettings()

    def public_url(self) -> str:
        """Scheme, host and port that browsers use, without a slash at the end."""
        derived = f"http://localhost:{self.server.port}"
        return self.server.public_url.rstrip("/") or derived
