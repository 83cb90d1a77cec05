"""Documents with which the fictional city starts: title and content by key."""

FILES: dict[str, tuple[str, bytes]] = {}
