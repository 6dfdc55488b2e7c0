"""Reads the command line; each command's work is in a module of its own."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import platformdirs
import uvloop

from chat_server import __version__
from chat_server.cli import admin, demo, doctor, serve
from chat_server.cli.problem import ProblemError
from chat_server.config import ConfigError, load_settings
from chat_server.settings import Settings
from chat_server.storage.engines import DatabaseProblemError

LANGUAGES = ("pl", "sl", "en")
DEFAULT_CONFIG = Path("config.toml")


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="settings (default: config.toml here, if there is one)",
    )
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="where everything is kept (default: this user's data folder)",
    )


def _serving(parser: argparse.ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("--port", type=int, metavar="N", help="port to listen on (default 8080)")
    parser.add_argument("--host", metavar="ADDRESS", help="address to listen on")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="zalada", description="Live chat and helpdesk for small e-shops."
    )
    top.add_argument("--version", action="version", version=f"zalada {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    _serving(commands.add_parser("serve", help="run the server"))
    _serving(commands.add_parser("demo", help="run the server with the demo shop"))

    shop = commands.add_parser("shop", help="manage shops").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    add_shop = shop.add_parser("add", help="add a shop and print its tag")
    _common(add_shop)
    add_shop.add_argument("--name", required=True, help="as shoppers know it")
    add_shop.add_argument(
        "--origin",
        required=True,
        action="append",
        metavar="URL",
        help="where its pages are, as https://shop.example; may be given again",
    )
    add_shop.add_argument("--language", required=True, choices=LANGUAGES, help="its main language")

    user = commands.add_parser("user", help="manage agents").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    add_user = user.add_parser("add", help="add an agent who can sign in")
    _common(add_user)
    add_user.add_argument("--email", required=True, help="what they sign in with")
    add_user.add_argument("--name", required=True, help="what shoppers see")
    add_user.add_argument(
        "--shop", action="append", metavar="KEY", help="a shop they work for (default: all)"
    )
    add_user.add_argument("--role", choices=("agent", "supervisor", "admin"), default="agent")
    add_user.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from standard input instead of asking",
    )

    for action, what in (
        ("disable", "end somebody's sessions and let them in no more"),
        ("enable", "let somebody disabled sign in again"),
        ("password", "set a new password and end the sessions"),
    ):
        change_user = user.add_parser(action, help=what)
        _common(change_user)
        change_user.add_argument("--email", required=True, help="what they sign in with")
        if action == "password":
            change_user.add_argument(
                "--password-stdin",
                action="store_true",
                help="read the password from standard input instead of asking",
            )

    _common(commands.add_parser("migrate", help="bring the database's schema up to date"))
    _serving(commands.add_parser("doctor", help="check the installation and say what is wrong"))
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = parser().parse_args(arguments)
    try:
        settings = _settings(options)
        data = options.data or Path(platformdirs.user_data_dir("zalada", appauthor=False))
        return _run(options, settings, data)
    except ConfigError as error:
        for problem in error.problems:
            sys.stderr.write(f"{problem}\n")
        return 2
    except (ProblemError, DatabaseProblemError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _settings(options: argparse.Namespace) -> Settings:
    path = options.config
    if path is None and DEFAULT_CONFIG.is_file():
        path = DEFAULT_CONFIG
    overrides = {
        f"server.{name}": value
        for name in ("port", "host")
        if (value := getattr(options, name, None)) is not None
    }
    return load_settings(path, os.environ, overrides)


def _run(options: argparse.Namespace, settings: Settings, data: Path) -> int:
    name = f"{options.command} {options.action}" if "action" in options else options.command
    commands: dict[str, Callable[[], int]] = {
        "serve": lambda: uvloop.run(serve.serve(settings, data)),
        "demo": lambda: uvloop.run(demo.demo(settings, data)),
        "shop add": lambda: asyncio.run(
            admin.add_shop(settings, data, options.name, options.origin, options.language)
        ),
        "user add": lambda: asyncio.run(
            admin.add_user(
                settings,
                data,
                email=options.email,
                name=options.name,
                keys=options.shop,
                role=options.role,
                password=admin.read_password(from_stdin=options.password_stdin),
            )
        ),
        "user disable": lambda: asyncio.run(
            admin.change_user(settings, data, options.email, "disabled")
        ),
        "user enable": lambda: asyncio.run(
            admin.change_user(settings, data, options.email, "enabled")
        ),
        "user password": lambda: asyncio.run(
            admin.change_user(
                settings,
                data,
                options.email,
                "password_set",
                admin.read_password(from_stdin=options.password_stdin),
            )
        ),
        "migrate": lambda: asyncio.run(admin.migrate(settings, data)),
        "doctor": lambda: asyncio.run(doctor.doctor(settings, data)),
    }
    return commands[name]()
