import subprocess
import sys

from chat_server.config import reference
from tests.support.sources import ROOT


def test_what_is_generated_from_the_protocol_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "chat_server.protocol", "--check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_reference_of_settings_is_fresh() -> None:
    written = (ROOT / "config.toml").read_text()
    assert written == reference(), "run: python -m chat_server.config"
