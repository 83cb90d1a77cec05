"""The field of blocks: as Wagtail's, but migrations know nothing of what it holds."""

from typing import Any

from wagtail.fields import StreamField


class BlocksField(StreamField):
    """A StreamField whose blocks are no matter of the database: another word of help in a block needs no migration.

    A migration that changes stored blocks reads them as JSON.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Without the blocks."""
        name, path, _args, kwargs = super().deconstruct()
        return name, path, [[]], {key: value for key, value in kwargs.items() if key != "block_lookup"}
