"""Builds both front ends when the package is installed from source."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

from tools import front_end, node


class FrontEndHook(BuildHookInterface[Any]):
    """``pip install .`` runs this before it packs; what is current already is not built again."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node.js as a wheel where the system has none that will do."""
        needs_wheel = (
            self.target_name == "wheel" and not front_end.is_built() and node.find_node() is None
        )
        return [node.WHEEL] if needs_wheel else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build; raises ``ProblemError`` with one sentence when that cannot be done."""
        if self.target_name != "wheel" or front_end.is_built():
            return
        tool = node.find_node() or node.fetch_node()
        front_end.install_modules(tool)
        front_end.build(tool)
