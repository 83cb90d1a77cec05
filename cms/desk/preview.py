"""A page is looked at as most residents will: on a phone."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class PhonePreview:
    """Goes before ``Page``: the widths of the design, the phone first."""

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """390, 320 and 1280 pixels."""
        return [
            {"name": "phone", "icon": "mobile-alt", "device_width": 390, "label": _("On a phone (390)")},
            {"name": "small", "icon": "mobile-alt", "device_width": 320, "label": _("On a small phone (320)")},
            {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": _("On a desk (1280)")},
        ]
