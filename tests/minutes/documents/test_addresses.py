"""The addresses that a link may have. The editor's own tests hold the same ones: editor/src/addresses.test.ts."""

import pytest

from minutes.documents.addresses import safe_address


@pytest.mark.parametrize(
    "address",
    [
        "https://kasane.example",
        "http://kasane.example:8080/a/b?c=d&e=%E3%81%82#f",
        "https://日本語.example/道",
        "https://kasane.example?a",
        "mailto:madoguchi@kasane.example",
        "tel:+81-990-12-3456",
        "tel:119",
    ],
)
def test_pages_mailboxes_and_telephones_are(address):
    assert safe_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//kasane.example/",
        "/portal/",
        "kasane.example",
        "https://",
        "https://user@kasane.example/",
        "https://user:word@kasane.example/",
        "https://kasane.example%00.example/",
        'https://kasane.example/"onclick=',
        "https://kasane.example/a b",
        "https://kasane.example/\u202egpj.exe",
        "https://kasane.example/\n",
        "https://kasane.example\\@other.example/",
        "mailto:a@b.example?bcc=c@d.example",
        "mailto:nobody",
        "tel:12",
        "tel:110;x",
        " https://kasane.example",
        "https://kasane.example/" + "a" * 2000,
        None,
        7,
    ],
)
def test_everything_else_is_none(address):
    assert safe_address(address) == ""
