"""Which addresses a link in a document may have (pure). The editor says the same: ``editor/src/addresses.ts``."""

import re

__all__ = ["safe_address"]

# No blanks, no controls, nothing that turns the direction of writing, nothing that ends an attribute. The same letters
# are named in the editor: neither side's own idea of a blank is used.
_LETTER = '[^\\x00-\\x20\\x7f-\\xa0"<>\\\\^`{|}\\u00ad\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff\\ufff0-\\uffff]'
_HOST = _LETTER.replace("[^", "[^/?#@:\\[\\]%")
_BOX = _LETTER.replace("[^", "[^?@")
_ALLOWED = re.compile(
    f"https?://{_HOST}{{1,253}}(:[0-9]{{1,5}})?([/?#]{_LETTER}{{0,1900}})?"  # nobody's name stands before the host
    f"|mailto:{_BOX}{{1,64}}@{_BOX}{{1,253}}"
    "|tel:\\+?[0-9().-]{3,30}"
)


def safe_address(address: object) -> str:
    """The address if it leads to a page, a mailbox or a telephone; "" for everything else, whatever it is."""
    return address if isinstance(address, str) and _ALLOWED.fullmatch(address) else ""
