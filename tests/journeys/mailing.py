"""A server that sends mail to a real peer."""

from chat_server.settings import MailSettings, Settings
from tests.support.mail_server import MailServer
from tests.support.serving import Hub, patient


def with_mail(server: MailServer) -> Settings:
    """Settings that send mail there."""
    mail = MailSettings(
        host="127.0.0.1", port=server.port, from_address="chat@shop.example", tls="none"
    )
    return patient().model_copy(update={"mail": mail})


async def posted(hub: Hub, *, minutes: float = 0) -> None:
    """Let the time pass and everything due be sent."""
    services = hub.server.services
    await services.reply_mail.idle()
    hub.clock.advance(minutes=minutes)
    await hub.settle()
    await services.reply_mail.idle()
    await hub.server.tick()
    await services.postman.idle()
