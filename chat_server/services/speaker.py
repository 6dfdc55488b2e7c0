"""On whose behalf a visitor's use case runs."""

from dataclasses import dataclass

from chat_server.protocol.bodies import Author


@dataclass(frozen=True, slots=True)
class Speaker:
    """The visitor on whose behalf something happens; ``address`` is where from."""

    visitor_id: str
    shop_id: str
    language: str
    address: str
    name: str = ""

    def author(self) -> Author:
        """The visitor as the author of something."""
        return Author(kind="visitor", id="", name=self.name)
