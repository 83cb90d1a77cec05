"""What lets a browser keep unsent words sealed until they are sent: two marks and the keys of one person in one document.

The body is octets, so that the script can overwrite them once the keys are imported: 16 of the person's mark, 16 of
the mark of person and document, then keys of 32, the one to seal with first (editor/src/journalkey.ts).
"""

from uuid import UUID

from portal.crypto.derived import derived
from portal.sessions.belonging import mark


def grant(user_id: UUID, document_id: UUID) -> bytes:
    """For this person alone, and only while they may read the document: the view has asked."""
    keys = derived(f"journal|{user_id}|{document_id}")
    return bytes.fromhex(mark(user_id) + mark(user_id, document_id)) + b"".join(keys)
