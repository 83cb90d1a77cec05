"""Letters of the floor: short texts to one person, neutral, posted inside the transaction that caused them."""

from email import policy
from email.header import Header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from portal.outbox.services import new_message_id, post, sender_words

LINES = policy.compat32.clone(linesep="\r\n")  # RFC 5321 2.3.8


def post_letter(
    *, name: str, address: str, kind: str, subject: str, template: str, words: dict[str, Any], html: str = ""
) -> None:
    """Post a text to one person. ``template`` gets ``words``, the reader's ``name`` and the ``sender``; so does ``html``.

    Mail speaks Japanese whatever language the screen of who caused it has; ``subject`` is a message id of
    the catalogue and may name ``words``. Neither may hold a word of a case. ``ValueError`` for a line break
    in name or address.
    """
    told = {**words, "name": name, "sender": sender_words()}
    with translation.override("ja"):
        heading = translation.gettext(subject) % words
        mail = _text(render_to_string(template, told), "plain")
        if html:
            mail = MIMEMultipart("alternative", None, [mail, _text(render_to_string(html, told), "html")])
    message_id = new_message_id()
    mail["From"] = _person(settings.MAIL_FROM_NAME, settings.MAIL_FROM)
    mail["To"] = _person(name, address)
    mail["Subject"] = Header(heading, "utf-8", header_name="Subject")
    mail["Date"] = format_datetime(timezone.localtime())
    mail["Message-ID"] = message_id
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer from holiday notices
    post(recipient=address, kind=kind, message_id=message_id, content=mail.as_bytes(policy=LINES))


def _text(text: str, kind: str) -> "Message[Any, Any]":
    return MIMEText("\r\n".join(text.splitlines()) + "\r\n", kind, "utf-8")


def _person(name: str, address: str) -> Header:
    if any(char in name + address for char in "\r\n"):
        raise ValueError("a header is one line")
    header = Header(header_name="From")
    if name:
        header.append(name, "utf-8")
    header.append(f"<{address}>", "us-ascii")
    return header
