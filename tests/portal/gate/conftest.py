from tests.portal.mfa.floor import clock

__all__ = ["clock"]
