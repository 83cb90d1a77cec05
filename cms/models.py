"""The tables of the public site, gathered where Django and Wagtail look for them."""

from cms.pages.models import BasePage, ExplainerPage, HomePage

__all__ = ["BasePage", "ExplainerPage", "HomePage"]
