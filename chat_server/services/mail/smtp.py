"""Letters to an SMTP server."""

from email.message import EmailMessage
from email.utils import formataddr

import aiosmtplib

from chat_server.services.mail.letter import Letter, Undeliverable
from chat_server.settings import MailSettings

TIMEOUT_S = 30.0
PERMANENT = range(550, 555)


class Smtp:
    """A connection a letter: shops send few, and nothing is kept open for them."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings

    async def send(self, letter: Letter) -> None:
        """Hand over. Raises ``Undeliverable``, or ``OSError`` when it may work later."""
        settings = self._settings
        try:
            await aiosmtplib.send(
                self._message(letter),
                hostname=settings.host,
                port=settings.port,
                username=settings.username or None,
                password=settings.password or None,
                use_tls=settings.tls == "implicit",
                start_tls=settings.tls == "starttls",
                timeout=TIMEOUT_S,
            )
        except aiosmtplib.SMTPRecipientsRefused as refused:
            code = refused.recipients[0].code if refused.recipients else 0
            if code in PERMANENT:
                raise Undeliverable(f"the address is refused with {code}") from refused
            raise OSError(f"the address is refused with {code} for now") from refused
        except aiosmtplib.SMTPException as error:
            raise OSError(str(error)) from error
        except ValueError as error:
            raise Undeliverable("the address is not one") from error

    def _message(self, letter: Letter) -> EmailMessage:
        settings = self._settings
        message = EmailMessage()
        message["From"] = formataddr((letter.sender_name, settings.from_address))
        message["To"] = letter.to
        message["Subject"] = " ".join(letter.subject.split())
        domain = settings.from_address.rpartition("@")[2]
        message["Message-ID"] = f"<{letter.reference}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        for one in letter.attachments:
            subtype = one.content_type.removeprefix("text/")
            message.add_attachment(one.text, subtype=subtype, filename=one.file_name)
        return message
