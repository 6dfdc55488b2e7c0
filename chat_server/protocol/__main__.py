"""Writes every generated reference, or with ``--check`` says which are stale."""

import argparse
import json
import sys
from pathlib import Path

from chat_server.protocol import asyncapi, reference, typescript
from chat_server.protocol.surface import AGENT, VISITOR

ROOT = Path(__file__).resolve().parents[2]


def generated() -> dict[Path, str]:
    """Every generated file with the text it should have."""
    protocol = reference.render([VISITOR, AGENT])
    asyncapi_text = json.dumps(asyncapi.document([VISITOR, AGENT]), indent=1, sort_keys=True)
    return {
        ROOT / "widget/shared/wire/visitor.gen.ts": typescript.render(VISITOR),
        ROOT / "agent_console/src/wire/agent.gen.ts": typescript.render(AGENT),
        ROOT / "docs/PROTOCOL.md": protocol,
        ROOT / "docs/asyncapi.json": asyncapi_text + "\n",
        # installed servers show the same under /docs
        ROOT / "chat_server/references/PROTOCOL.md": protocol,
        ROOT / "chat_server/references/asyncapi.json": asyncapi_text + "\n",
    }


def main() -> int:
    """Write the files; ``--check`` only compares and exits with 1 when one is stale."""
    parser = argparse.ArgumentParser(prog="python -m chat_server.protocol")
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    for path, text in generated().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT).as_posix())
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if check and stale:
        sys.stderr.write(f"stale: {', '.join(stale)}; run: python -m chat_server.protocol\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
