"""The wiring: one server from its settings, constructors called once."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from aiohttp import web

from chat_server import metrics
from chat_server.core.fact import StoredFact
from chat_server.core.permission import Actor
from chat_server.core.words import read_words
from chat_server.demo import content
from chat_server.demo.routes import routes as demo_routes
from chat_server.demo.seed import PASSWORD
from chat_server.demo.site import DemoSite
from chat_server.services.mail.smtp import Smtp
from chat_server.services.presence import PresenceTimes
from chat_server.services.services import TICK_MS, Services, Times
from chat_server.services.sign_in import SessionTimes
from chat_server.services.visitors import TokenTimes
from chat_server.settings import Settings
from chat_server.storage.database import Database
from chat_server.storage.engines import open_database, sqlite_url
from chat_server.system import System
from chat_server.transport.agent_commands import AgentCommands
from chat_server.transport.connect import Connections
from chat_server.transport.dispatch import Dispatch
from chat_server.transport.editor_commands import EditorCommands
from chat_server.transport.http import assets
from chat_server.transport.http.api import Api, Cookie
from chat_server.transport.http.callback_pages import CallbackPages
from chat_server.transport.http.hub_pages import PageParts, Pages
from chat_server.transport.http.resume_pages import ResumePages
from chat_server.transport.http.security import add_headers, explain
from chat_server.transport.http.templates import TEMPLATES, environment
from chat_server.transport.http.two_origins import are_two, two_origins
from chat_server.transport.http.widget import WidgetPages
from chat_server.transport.origin import OwnOrigins
from chat_server.transport.publisher import Publisher
from chat_server.transport.sessions import Session
from chat_server.transport.socketio.hub import Hub
from chat_server.transport.socketio.limits import HubLimits
from chat_server.transport.visitor_commands import VisitorCommands

log = logging.getLogger(__name__)

DEMO_KEY = "demo"
BODY_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Server:
    """A server that was built; ``start`` it before serving ``web_app``."""

    settings: Settings
    services: Services
    hub: Hub[Session]
    connections: Connections
    web_app: web.Application
    own_origins: OwnOrigins

    async def tick(self) -> None:
        """Do what is due now."""
        await self.services.tick()
        await self.connections.check_agents()

    async def run_ticks(self) -> None:
        """Tick each second until cancelled."""
        while True:
            await self.services.system.clock.sleep(TICK_MS / 1000)
            try:
                await self.tick()
            except Exception:
                log.exception("a tick failed; the next one tries again")


def database_url(settings: Settings, data: Path) -> str:
    """Where everything is kept: as set, or a SQLite file in the data folder."""
    return settings.storage.url or sqlite_url(data / "zalada.sqlite3")


def times_of(settings: Settings) -> Times:
    """The services' durations."""
    presence, session = settings.presence, settings.session
    return Times(
        presence=PresenceTimes(presence.lease_ms, presence.heartbeat_ms, presence.reload_grace_ms),
        session=SessionTimes(session.agent_idle_ms, session.agent_absolute_ms),
        token=TokenTimes(
            session.visitor_idle_ms,
            session.visitor_absolute_ms,
            session.visitor_rotate_ms,
            session.visitor_overlap_ms,
        ),
        no_answer_ms=presence.no_answer_ms,
        sign_in_failures_a_minute=settings.limits.sign_ins_per_minute,
        conversations_an_hour=settings.limits.conversations_per_ip_per_hour,
    )


# A list follows the slider that is dragged: twenty-five a second instead of ten.
COMMAND_COSTS: Final = MappingProxyType({"guide.rank": 0.4})


def hub_limits(settings: Settings) -> HubLimits:
    """The hub's bounds."""
    limits = settings.limits
    return HubLimits(
        frame_bytes=limits.frame_bytes,
        commands_per_s=limits.commands_per_s,
        burst=limits.burst,
        costs=COMMAND_COSTS,
        queue_events=limits.queue_events,
        queue_bytes=limits.queue_bytes,
        send_timeout_ms=limits.send_timeout_ms,
        connections_per_ip=limits.connections_per_ip,
    )


async def build(settings: Settings, system: System, data: Path) -> Server:
    """Open the database, load what lives in memory, and put everything together."""
    database = await open_database(database_url(settings, data))
    publisher = Publisher()
    services = Services(
        database,
        publisher,
        system,
        times_of(settings),
        mailbox=Smtp(settings.mail) if settings.mail.host else None,
        public_url=settings.public_url(),
    )
    own_origins = OwnOrigins([settings.public_url()])
    secure = settings.public_url().startswith("https://")
    cookie = Cookie("__Host-zalada" if secure else "zalada", secure)
    connections = Connections(
        services, own_origins, cookie.name, settings.limits.sockets_per_visitor
    )
    dispatch = Dispatch(
        VisitorCommands(services, connections).handlers(),
        AgentCommands(services, connections).handlers() | EditorCommands(services).handlers(),
        lambda agent_id: Actor(services.agent_of(agent_id).role),
        settings.limits.message_chars,
    )
    hub: Hub[Session] = Hub(
        clock=system.clock,
        limits=hub_limits(settings),
        connect=connections.connect,
        command=dispatch,
        disconnected=connections.disconnected,
        command_names=dispatch.names,
        trusted_proxies=settings.server.trusted_proxies,
    )
    connections.bind(hub)
    publisher.bind(hub, connections.session)
    database.on_commit = told(publisher, services)
    web_app = web.Application(middlewares=[explain], client_max_size=BODY_BYTES)
    web_app.on_response_prepare.append(add_headers)
    hub.attach(web_app)
    server = Server(settings, services, hub, connections, web_app, own_origins)
    try:
        await services.start()
        await asyncio.to_thread(
            _add_routes, web_app, settings, services, dispatch, own_origins, cookie, hub
        )
    except BaseException:
        await services.close()
        await database.close()
        raise
    _run_with(web_app, server, database)
    return server


def told(publisher: Publisher, services: Services) -> Callable[[list[StoredFact]], None]:
    """What happens after each commit: push first, then whatever follows from it."""

    def on_commit(facts: list[StoredFact]) -> None:
        if facts:
            publisher.publish(facts)
            services.notice(facts)

    return on_commit


def demo_url(settings: Settings) -> str:
    """The demo shop stands on another origin than the hub, as real shops do."""
    return f"http://127.0.0.1:{settings.server.port}/demo"


def _add_routes(
    web_app: web.Application,
    settings: Settings,
    services: Services,
    dispatch: Dispatch,
    own_origins: OwnOrigins,
    cookie: Cookie,
    hub: Hub[Session],
) -> None:
    templates = environment()
    public_url = settings.public_url()
    parts = PageParts(
        templates=templates,
        console=assets.read_page("console", "src/main.tsx"),
        sign_in=assets.read_page("console", "src/signin.ts"),
        cookie_name=cookie.name,
        metrics_token=settings.metrics.token,
        public_url=lambda: public_url,
        demo_url=lambda: demo_url(settings),
        demo_key=DEMO_KEY,
        demo_sign_in={"email": content.agents()[0]["email"], "password": PASSWORD},
    )
    api = Api(services, dispatch, own_origins, cookie, settings.server.trusted_proxies)
    panel = assets.read_page("panel", "src/panel/main.tsx")
    web_app.add_routes(api.routes())
    pages = Pages(services, parts, metrics.registry(hub.stats, services.database))
    web_app.add_routes(pages.routes(docs=settings.server.docs))
    web_app.add_routes(WidgetPages(services, templates, panel, public_url).routes())
    words = read_words(TEMPLATES / "links" / "texts")
    resume = ResumePages(services, templates, words, settings.server.trusted_proxies)
    web_app.add_routes(resume.routes())
    web_app.add_routes(CallbackPages(services, templates, words).routes())
    web_app.add_routes(assets.routes())
    if services.directory.shop_by_key(DEMO_KEY) is None:
        return
    demo = DemoSite(f"{public_url}/widget.js", DEMO_KEY, templates)
    web_app.add_routes(demo_routes(demo))
    if are_two(public_url):
        web_app.middlewares.append(two_origins(public_url, demo_url(settings)))


def _run_with(web_app: web.Application, server: Server, database: Database) -> None:
    """Ticks while the application runs; an orderly end."""
    tasks: list[asyncio.Task[None]] = []

    async def started(_: web.Application) -> None:
        tasks.append(asyncio.get_running_loop().create_task(server.run_ticks()))

    async def ended(_: web.Application) -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.services.close()
        await database.close()

    web_app.on_startup.append(started)
    web_app.on_cleanup.append(ended)
