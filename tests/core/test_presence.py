"""An agent is online as long as a lease says so, and no longer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_server.core.presence import (
    LEASE_MS,
    RELOAD_GRACE_MS,
    Availability,
    Lease,
    Presence,
    Standing,
    availability,
    disconnected,
    expired,
    gone,
    next_expiry,
    online,
    renew,
    standing,
    takes_conversations,
)

NOW = 1_760_000_000_000


def test_an_agent_is_online_until_the_lease_ends() -> None:
    lease = Lease("ana", "ses_1", NOW + 1)
    assert online([lease], NOW) == {"ana"}
    assert online([lease], NOW + 1) == set()


def test_a_heartbeat_keeps_the_agent_online_for_a_whole_lease() -> None:
    lease = renew(Lease("ana", "ses_1", NOW + 5), NOW)
    assert online([lease], NOW + LEASE_MS - 1) == {"ana"}
    assert expired([lease], NOW + LEASE_MS) == [lease]


def test_a_heartbeat_that_arrives_late_never_shortens_the_lease() -> None:
    assert renew(Lease("ana", "ses_1", NOW + LEASE_MS), NOW - 7).expires_at == NOW + LEASE_MS


def test_a_reload_within_the_grace_is_not_noticed() -> None:
    closing = disconnected(Lease("ana", "ses_1", NOW + LEASE_MS), NOW)
    assert online([closing], NOW + RELOAD_GRACE_MS - 1) == {"ana"}
    assert online([closing], NOW + RELOAD_GRACE_MS) == set()


def test_closing_a_socket_gives_no_time_that_was_not_there() -> None:
    assert disconnected(Lease("ana", "ses_1", NOW + 3), NOW).expires_at == NOW + 3


def test_a_second_tab_keeps_the_agent_online_when_the_first_one_closes() -> None:
    first = disconnected(Lease("ana", "ses_1", NOW + LEASE_MS), NOW)
    second = Lease("ana", "ses_2", NOW + LEASE_MS)
    assert gone(["ana", "bor"], [first, second], NOW + RELOAD_GRACE_MS) == ["bor"]


def test_the_next_moment_to_look_is_the_first_live_lease_to_end() -> None:
    leases = [Lease("ana", "s1", NOW + 9), Lease("bor", "s2", NOW + 4), Lease("cene", "s3", NOW)]
    assert next_expiry(leases, NOW) == NOW + 4
    assert next_expiry(leases[2:], NOW) is None


@pytest.mark.parametrize(
    ("chosen", "is_online", "seen", "takes"),
    [
        (Presence.AVAILABLE, True, Standing.AVAILABLE, True),
        (Presence.BUSY, True, Standing.BUSY, False),
        (Presence.AWAY, True, Standing.AWAY, False),
        (Presence.INVISIBLE, True, Standing.OFFLINE, False),
        (Presence.AVAILABLE, False, Standing.OFFLINE, False),
        (Presence.BUSY, False, Standing.OFFLINE, False),
    ],
)
def test_what_colleagues_see_and_what_routing_does(
    chosen: Presence, is_online: bool, seen: Standing, takes: bool
) -> None:
    assert standing(chosen, is_online=is_online) is seen
    assert takes_conversations(chosen, is_online=is_online) is takes


@pytest.mark.parametrize(
    ("chosen", "free", "expected"),
    [
        ({"ana": Presence.AVAILABLE}, {"ana": 1}, Availability.NOW),
        ({"ana": Presence.AVAILABLE}, {"ana": 0}, Availability.QUEUE),
        ({"ana": Presence.BUSY}, {"ana": 3}, Availability.QUEUE),
        ({"ana": Presence.AWAY}, {"ana": 3}, Availability.NOBODY),
        ({"ana": Presence.INVISIBLE}, {"ana": 3}, Availability.NOBODY),
        ({"bor": Presence.AVAILABLE}, {"bor": 3}, Availability.NOBODY),
        ({}, {}, Availability.NOBODY),
    ],
)
def test_a_shopper_is_told_what_to_expect(
    chosen: dict[str, Presence], free: dict[str, int], expected: Availability
) -> None:
    assert availability(chosen, free, [Lease("ana", "ses_1", NOW + 1)], NOW) is expected


leases = st.lists(
    st.builds(
        Lease,
        agent_id=st.sampled_from("abc"),
        session_id=st.sampled_from("xyz"),
        expires_at=st.integers(0, 20),
    )
)


@given(leases, st.integers(0, 20))
def test_every_lease_is_either_live_or_expired(held: list[Lease], now: int) -> None:
    over = expired(held, now)
    assert online(held, now) == {lease.agent_id for lease in held if lease not in over}
