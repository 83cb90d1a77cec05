"""The tables of the public site, gathered where Django and Wagtail look for them."""

from cms.desk.models import ApprovalStep, LinkCheck, ReviewReminder
from cms.feedback.models import FeedbackCount, FeedbackWords
from cms.pages.article import ExplainerPage, HubPage, TroublePage
from cms.pages.home import HomePage
from cms.pages.news import NewsIndexPage, NewsPage
from cms.pages.offices import OfficesPage
from cms.pages.places import PlacePage
from cms.pages.plan import PlanPage
from cms.pages.reference import AccessibilityPage, GlossaryPage, MapPage
from cms.records.models import Council, District, EmergencyNotice, Field, GlossaryTerm, Office, SiteWords
from cms.search.models import SearchCount, SearchVariant
from cms.statistics.models import VisitCount
from cms.words.models import Reading

__all__ = [
    "AccessibilityPage",
    "ApprovalStep",
    "Council",
    "District",
    "EmergencyNotice",
    "ExplainerPage",
    "FeedbackCount",
    "FeedbackWords",
    "Field",
    "GlossaryPage",
    "GlossaryTerm",
    "HomePage",
    "HubPage",
    "LinkCheck",
    "MapPage",
    "NewsIndexPage",
    "NewsPage",
    "Office",
    "OfficesPage",
    "PlacePage",
    "PlanPage",
    "Reading",
    "ReviewReminder",
    "SearchCount",
    "SearchVariant",
    "SiteWords",
    "TroublePage",
    "VisitCount",
]
