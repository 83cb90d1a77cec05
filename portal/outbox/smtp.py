"""The SMTP dialogue: stored bytes go out unchanged."""

import smtplib

from django.conf import settings

TIMEOUT_SECONDS = 20


def send_bytes(sender: str, recipient: str, content: bytes) -> None:
    """Hand one mail to the city's mail server.

    Raises ``OSError`` or ``smtplib.SMTPException`` where the server cannot be reached or refuses.
    """
    with smtplib.SMTP(settings.SMTP_HOST, settings.SMTP_PORT, timeout=TIMEOUT_SECONDS) as server:
        if settings.SMTP_STARTTLS:
            server.starttls()
        if settings.SMTP_USER:
            server.login(settings.SMTP_USER, settings.SMTP_PASSWORD)
        server.sendmail(sender, [recipient], content)
