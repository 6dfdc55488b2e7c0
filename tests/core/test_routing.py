"""Who gets a conversation, in what order, and what the others are told."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_server.core.presence import Presence
from chat_server.core.routing import (
    Assignment,
    Candidate,
    Needs,
    Reassignment,
    Strategy,
    Waiting,
    answer_due_at,
    choose_agent,
    drain,
    estimated_wait_ms,
    fits,
    in_order,
    position,
    reassign,
    unanswered,
)

NOW = 1_760_000_000_000
MINUTE = 60_000


def agent(
    agent_id: str,
    open_conversations: int = 0,
    *,
    capacity: int = 4,
    idle_since: int = NOW,
    presence: Presence = Presence.AVAILABLE,
    is_online: bool = True,
    last_assigned_at: int = 0,
    languages: frozenset[str] = frozenset(),
    skills: frozenset[str] = frozenset(),
    team_ids: frozenset[str] = frozenset(),
) -> Candidate:
    return Candidate(
        agent_id,
        presence,
        is_online,
        open_conversations,
        capacity,
        idle_since,
        last_assigned_at,
        languages,
        skills,
        team_ids,
    )


def test_the_agent_with_the_fewest_open_conversations_gets_the_next_one() -> None:
    assert choose_agent([agent("ana", 2), agent("bor", 1), agent("cene", 3)]) == "bor"


def test_among_equally_loaded_agents_the_longest_idle_one_goes_first_then_the_id() -> None:
    assert choose_agent([agent("ana", idle_since=NOW), agent("bor", idle_since=NOW - 1)]) == "bor"
    assert choose_agent([agent("cene"), agent("bor")]) == "bor"


@pytest.mark.parametrize(
    ("unfit", "needs"),
    [
        (agent("ana", presence=Presence.BUSY), Needs()),
        (agent("ana", presence=Presence.AWAY), Needs()),
        (agent("ana", presence=Presence.INVISIBLE), Needs()),
        (agent("ana", is_online=False), Needs()),
        (agent("ana", 4), Needs()),
        (agent("ana", 6), Needs()),
        (agent("ana", languages=frozenset({"pl"})), Needs(language="sl")),
        (agent("ana", skills=frozenset({"coffee"})), Needs(skills=frozenset({"vacuums"}))),
        (agent("ana", team_ids=frozenset({"sales"})), Needs(team_id="service")),
        (agent("ana"), Needs(refused_agent_ids=frozenset({"ana"}))),
        (agent("ana", 4), Needs(preferred_agent_id="ana")),
        (agent("ana", is_online=False), Needs(preferred_agent_id="ana")),
    ],
)
def test_nobody_is_given_a_conversation_they_cannot_serve(unfit: Candidate, needs: Needs) -> None:
    assert choose_agent([unfit], needs) is None


def test_an_agent_without_recorded_languages_serves_every_language() -> None:
    assert choose_agent([agent("ana")], Needs(language="sl")) == "ana"


def test_a_returning_shopper_meets_the_agent_they_know_though_others_are_freer() -> None:
    team = [agent("ana", 3), agent("bor", 0)]
    assert choose_agent(team, Needs(preferred_agent_id="ana")) == "ana"
    assert choose_agent(team, Needs(preferred_agent_id="left_the_shop")) == "bor"


def test_round_robin_gives_the_turn_to_whoever_had_it_longest_ago() -> None:
    team = [agent("ana", 0, last_assigned_at=30), agent("bor", 3, last_assigned_at=20)]
    assert choose_agent(team, strategy=Strategy.ROUND_ROBIN) == "bor"


def test_round_robin_goes_round_within_one_drain() -> None:
    queue = [Waiting(f"con_{n}", n) for n in range(4)]
    pairs = drain(queue, [agent("ana"), agent("bor")], NOW, Strategy.ROUND_ROBIN)
    assert [agent_id for _, agent_id in pairs] == ["ana", "bor", "ana", "bor"]


def test_someone_nobody_can_serve_does_not_hold_up_those_behind() -> None:
    queue = [Waiting("con_sl", 1, Needs(language="sl")), Waiting("con_pl", 2, Needs(language="pl"))]
    assert drain(queue, [agent("ana", languages=frozenset({"pl"}))], NOW) == [("con_pl", "ana")]


def test_the_place_in_the_queue_counts_only_those_who_compete_for_the_same_team() -> None:
    queue = [
        Waiting("con_1", 1, Needs(team_id="sales")),
        Waiting("con_2", 2),
        Waiting("con_3", 3, Needs(team_id="service")),
        Waiting("con_4", 4, priority=1),
    ]
    assert [position(queue, f"con_{n}") for n in range(1, 6)] == [2, 3, 3, 1, None]


@pytest.mark.parametrize(
    ("place", "handling_times", "expected"),
    [
        (1, [4 * MINUTE] * 5, 2 * MINUTE),
        (3, [4 * MINUTE] * 5, 6 * MINUTE),
        (1, [3 * MINUTE, 4 * MINUTE, 900 * MINUTE], 2 * MINUTE),
        (1, [4 * MINUTE] * 2, None),
        (0, [4 * MINUTE] * 5, None),
    ],
)
def test_the_wait_is_estimated_from_the_median_handling_time_or_left_unknown(
    place: int, handling_times: list[int], expected: int | None
) -> None:
    team = [agent("ana", capacity=1), agent("bor", capacity=1, presence=Presence.BUSY)]
    assert estimated_wait_ms(place, handling_times, team) == expected


def test_the_wait_is_unknown_while_nobody_is_there() -> None:
    away = [agent("ana", presence=Presence.AWAY), agent("bor", is_online=False)]
    assert estimated_wait_ms(1, [MINUTE] * 9, away) is None


def test_only_the_newest_handling_times_count() -> None:
    slow_past = [90 * MINUTE] * 60 + [2 * MINUTE] * 50
    assert estimated_wait_ms(1, slow_past, [agent("ana", capacity=1)]) == 2 * MINUTE


def test_an_agent_who_lets_a_shopper_wait_past_the_limit_loses_the_conversation() -> None:
    ignored = Assignment("con_1", "ana", NOW - 2 * MINUTE, NOW - 2 * MINUTE)
    assert unanswered([ignored], NOW, 2 * MINUTE) == [ignored]
    assert unanswered([ignored], NOW - 1, 2 * MINUTE) == []


def test_an_agent_who_is_typing_is_not_cut_off() -> None:
    writing = Assignment("con_1", "ana", NOW - 9 * MINUTE, NOW - 9 * MINUTE, NOW - 1)
    assert unanswered([writing], NOW, 2 * MINUTE) == []


def test_an_answered_conversation_has_no_deadline() -> None:
    assert answer_due_at(Assignment("con_1", "ana", NOW, None), MINUTE) is None


def test_a_conversation_that_waited_before_its_assignment_gets_the_full_limit() -> None:
    assert answer_due_at(Assignment("con_1", "ana", NOW, NOW - 9 * MINUTE), MINUTE) == NOW + MINUTE


def test_reassigned_conversations_go_to_others_and_otherwise_back_to_the_queue() -> None:
    released = [(Waiting("con_1", 1), "ana"), (Waiting("con_2", 2), "ana")]
    team = [agent("ana"), agent("bor", capacity=1)]
    assert reassign(released, team, NOW) == [
        Reassignment("con_1", "ana", "bor"),
        Reassignment("con_2", "ana", None),
    ]


names = st.sampled_from(["pl", "sl", "en"])
few = st.frozensets(names, max_size=2)
candidate = st.builds(
    Candidate,
    agent_id=st.sampled_from([f"agt_{n}" for n in range(8)]),
    presence=st.sampled_from(Presence),
    is_online=st.booleans(),
    open_conversations=st.integers(0, 5),
    capacity=st.integers(0, 5),
    idle_since=st.integers(0, 9),
    last_assigned_at=st.integers(0, 9),
    languages=few,
    skills=few,
    team_ids=few,
)
teams = st.lists(candidate, max_size=8, unique_by=lambda c: c.agent_id)
needs = st.builds(
    Needs,
    language=st.none() | names,
    skills=st.frozensets(names, max_size=1),
    team_id=st.none() | names,
    preferred_agent_id=st.none() | st.sampled_from([f"agt_{n}" for n in range(8)]),
    refused_agent_ids=st.frozensets(st.sampled_from([f"agt_{n}" for n in range(8)]), max_size=2),
)
queues = st.lists(
    st.builds(
        Waiting,
        conversation_id=st.sampled_from([f"con_{n}" for n in range(12)]),
        waiting_since=st.integers(0, 5),
        needs=needs,
        priority=st.integers(0, 1),
    ),
    max_size=12,
    unique_by=lambda w: w.conversation_id,
)
strategies = st.sampled_from(Strategy)


@given(queues, teams, strategies)
def test_capacity_is_never_exceeded_and_needs_are_always_met(
    queue: list[Waiting], team: list[Candidate], strategy: Strategy
) -> None:
    pairs = drain(queue, team, NOW, strategy)
    agents = {candidate.agent_id: candidate for candidate in team}
    waiting = {entry.conversation_id: entry for entry in queue}
    assert len({conversation_id for conversation_id, _ in pairs}) == len(pairs)
    for agent_id, count in Counter(agent_id for _, agent_id in pairs).items():
        assert count <= agents[agent_id].free_places
    assert all(fits(agents[agent_id], waiting[con].needs) for con, agent_id in pairs)


@given(queues, teams, strategies)
def test_the_queue_is_served_in_order_and_whoever_stays_really_fits_nobody(
    queue: list[Waiting], team: list[Candidate], strategy: Strategy
) -> None:
    pairs = drain(queue, team, NOW, strategy)
    order = [entry.conversation_id for entry in in_order(queue)]
    places = [order.index(conversation_id) for conversation_id, _ in pairs]
    assert places == sorted(places)
    load = Counter(agent_id for _, agent_id in pairs)
    after = [replace(c, open_conversations=c.open_conversations + load[c.agent_id]) for c in team]
    served = {conversation_id for conversation_id, _ in pairs}
    left = [entry for entry in queue if entry.conversation_id not in served]
    assert not any(fits(c, entry.needs) for c in after for entry in left)


@given(queues, teams, strategies, st.randoms())
def test_the_order_in_which_rows_arrive_never_changes_the_decision(
    queue: list[Waiting], team: list[Candidate], strategy: Strategy, shuffler: object
) -> None:
    expected = drain(queue, team, NOW, strategy)
    shuffler.shuffle(queue)  # type: ignore[attr-defined]
    shuffler.shuffle(team)  # type: ignore[attr-defined]
    assert drain(queue, team, NOW, strategy) == expected


@given(st.integers(1, 40), st.lists(candidate, min_size=1, max_size=8))
def test_nobody_further_back_is_promised_a_shorter_wait(length: int, team: list[Candidate]) -> None:
    waits = [estimated_wait_ms(place, [MINUTE] * 9, team) for place in range(1, length + 1)]
    for nearer, further in pairwise(waits):
        assert (nearer is None) == (further is None)
        assert nearer is None or further is None or nearer <= further
