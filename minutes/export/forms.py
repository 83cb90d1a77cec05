"""Exporting asks for a fresh factor, nothing else."""

from portal.mfa.forms import ProofForm


class ExportForm(ProofForm):
    """The factor with which one takes the minutes out of the portal."""
