"""``python -m chat_server`` is the command ``zalada``."""

import sys

from chat_server.cli import main

sys.exit(main())
