"""The canonical record of a signature, by the form it was sealed in (pure)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it reads what it is given
    from portal.pledge.models import PledgeSignature

Record = dict[str, str | int | None]


def record_of(signature: "PledgeSignature") -> Record:
    """The canonical record that the seal covers; shape by the row's ``form``. Every column but the seal is in it."""
    record: Record = {
        "address": signature.address,
        "browser": signature.browser,
        "factor": signature.factor,
        "id": str(signature.id),
        "name": signature.name,
        "organisation": signature.organisation,
        "post": signature.post,
        "signed_at": signature.signed_at.isoformat(),
        "text": str(signature.text_id),
        "text_sha256": signature.text_sha256,
        "user": str(signature.user_id),
        "valid_until": signature.valid_until.isoformat(),
    }
    if signature.form == 1:
        return record
    return record | {
        "factor_at": signature.factor_at.isoformat() if signature.factor_at else None,
        "factor_kind": signature.factor_kind,
        "form": signature.form,
        "law": signature.law,
        "previous": str(signature.previous_id) if signature.previous_id else None,
        "session": signature.session,
        "statements": signature.statements,
        "valid_from": signature.valid_from.isoformat() if signature.valid_from else None,
    }
