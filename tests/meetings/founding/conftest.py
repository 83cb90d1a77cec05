from tests.portal.mfa.floor import clock, keys, quick_hashes

__all__ = ["clock", "keys", "quick_hashes"]
