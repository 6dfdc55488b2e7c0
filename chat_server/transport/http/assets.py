"""The built front ends: which files a page needs, and how they are served."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

IMMUTABLE = "public, max-age=31536000, immutable"
DIST = Path(__file__).resolve().parents[2] / "static" / "dist"
STATIC = Path(__file__).resolve().parents[2] / "static"


class AssetsMissingError(RuntimeError):
    """The front ends were not built; says how to do it."""


@dataclass(frozen=True, slots=True)
class Page:
    """The scripts and style sheets of one app's page, as URL paths."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    preloads: tuple[str, ...]


def read_page(app: str, source: str, dist: Path = DIST) -> Page:
    """What the page of ``app`` loads first, from its Vite manifest.

    Raises ``AssetsMissingError`` when it was not built.
    """
    path = dist / app / "manifest.json"
    if not path.is_file():
        raise AssetsMissingError(f"{path} is missing: run `npm run build`, or `pip install .`")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if source not in manifest:
        raise AssetsMissingError(f"{path} has no {source}: run `npm run build` again")
    entry = manifest[source]
    files: dict[str, None] = {}
    styles: dict[str, None] = {}

    def visit(key: str) -> None:
        chunk = manifest[key]
        for name in chunk.get("css", ()):
            styles[name] = None
        for imported in chunk.get("imports", ()):
            if imported not in files:
                files[imported] = None
                visit(imported)

    visit(source)
    url = f"/assets/{app}/"
    return Page(
        scripts=(url + entry["file"],),
        styles=tuple(url + name for name in styles),
        preloads=tuple(url + manifest[key]["file"] for key in files),
    )


def routes(dist: Path = DIST) -> list[web.RouteDef]:
    """``/widget.js`` and the hashed assets."""

    async def loader(_: web.Request) -> web.StreamResponse:
        path = await asyncio.to_thread(file_in, dist, "widget.js")
        headers = {
            "Cache-Control": "public, max-age=3600, stale-while-revalidate=86400",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Content-Type": "text/javascript; charset=utf-8",
        }
        return web.FileResponse(path, headers=headers)

    async def asset(request: web.Request) -> web.StreamResponse:
        return await serve(dist, request.match_info["path"], IMMUTABLE)

    async def static(request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        if path.startswith("dist"):
            raise web.HTTPNotFound
        return await serve(STATIC, path, "public, max-age=3600")

    return [
        web.get("/widget.js", loader),
        web.get("/assets/{path:.+}", asset),
        web.get("/static/{path:.+}", static),
    ]


async def serve(folder: Path, relative: str, cache: str) -> web.FileResponse:
    """A file below ``folder``; anything else is not found."""
    path = await asyncio.to_thread(file_in, folder, relative)
    return web.FileResponse(path, headers={"Cache-Control": cache})


def file_in(folder: Path, relative: str) -> Path:
    """The file's real path. Raises ``HTTPNotFound`` when it is none, or lies elsewhere."""
    try:
        path = (folder / relative).resolve()
        is_ours = path.is_relative_to(folder.resolve()) and path.is_file()
    except (ValueError, OSError) as error:  # a null byte, or longer than any name
        raise web.HTTPNotFound from error
    if not is_ours:
        raise web.HTTPNotFound
    return path
