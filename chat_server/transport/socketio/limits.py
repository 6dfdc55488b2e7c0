"""What one client may cost, and what the hub has seen so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class HubLimits:
    """Bounds on every resource that a stranger can make the hub spend.

    ``frame_bytes`` and ``depth`` bound one incoming packet; ``commands_per_s`` and ``burst`` are
    a token bucket per connection, and ``flood_refusals`` refusals in a row end the connection.
    ``costs`` are the tokens of the commands that do not cost one, such as those of a slider that
    is being dragged.
    ``queue_events`` and ``queue_bytes`` bound what waits for a client that reads too slowly, and
    ``send_timeout_ms`` how long it may stall: past either it is aborted and resyncs later.
    ``in_flight`` bounds one client's commands that wait for their commit at the same time.
    """

    frame_bytes: int = 65_536
    depth: int = 8
    commands_per_s: float = 10.0
    burst: int = 30
    costs: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    flood_refusals: int = 100
    in_flight: int = 32
    queue_events: int = 200
    queue_bytes: int = 262_144
    send_timeout_ms: int = 5_000
    send_buffer_bytes: int = 131_072
    connect_deadline_ms: int = 5_000
    connections_per_ip: int = 20
    ping_interval_ms: int = 25_000
    ping_timeout_ms: int = 20_000
    close_timeout_ms: int = 2_000
    stop_timeout_ms: int = 15_000
    reconnect_spread_ms: int = 5_000

    def __post_init__(self) -> None:
        if not 0 < self.ping_timeout_ms <= self.ping_interval_ms:
            raise ValueError("ping_timeout_ms must be between 1 and ping_interval_ms")


@dataclass(slots=True)
class HubStats:
    """Counters since the start, and the present number of connections and waiting events."""

    connections: int = 0
    sockets: int = 0
    queued: int = 0
    in_flight: int = 0
    commands: int = 0
    commands_failed: int = 0
    rate_limited: int = 0
    events_sent: int = 0
    refused_handshakes: int = 0
    refused_connects: int = 0
    refused_frames: int = 0
    aborted_slow: int = 0
    aborted_silent: int = 0
