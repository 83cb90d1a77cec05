from tests.portal.mfa.floor import keys

__all__ = ["keys"]
