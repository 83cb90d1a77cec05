"""Whether a stored pledge is what was signed: seal, words and text, each named when it does not hold."""

from typing import TYPE_CHECKING

from portal.crypto.seals import verify
from portal.pledge.wording import sha256_of

if TYPE_CHECKING:  # pure of rows: it reads what it is given
    from portal.pledge.models import PledgeSignature, PledgeText

SEALED_AS = {1: "pledge", 2: "pledge-2"}  # the domain of the seal, by form
FORM = 2
TEXT = "pledge-text"
# what form 1 did not know; in its rows these stay as they were filled when the columns came
LATER = {"previous_id", "law", "statements", "valid_from", "session", "factor_kind", "factor_at"}


def what_is_broken(signature: "PledgeSignature") -> str:
    """The first thing that does not hold, in words for an auditor; empty for a genuine pledge."""
    if signature.form not in SEALED_AS or (signature.form == 1 and any(getattr(signature, name) for name in LATER)):
        return "altered or forged signature"
    if not verify(SEALED_AS[signature.form], signature.record, signature.seal):
        return "altered or forged signature"
    law = signature.law if signature.form > 1 else signature.text.law
    if sha256_of(signature.text.words(law)) != signature.text_sha256:
        return "the signed text was altered"
    if signature.form == 1 and not signature.text.seal:
        return ""  # from before texts were sealed: its words are proved by the signature
    return what_is_broken_in_text(signature.text)


def what_is_broken_in_text(text: "PledgeText") -> str:
    """As ``what_is_broken``, for a published text."""
    return "" if verify(TEXT, text.record, text.seal) else "altered or forged text"


def is_genuine(signature: "PledgeSignature") -> bool:
    """Whether the stored pledge is, column by column, what was signed, over the words that were shown."""
    return not what_is_broken(signature)
