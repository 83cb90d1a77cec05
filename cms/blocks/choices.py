"""The closed lists an editor picks from: icons, scenes, drawings, supports and laws."""

from django.utils.translation import gettext_lazy as _

ICONS = [
    ("people", _("Several people")),
    ("cup", _("Cup")),
    ("door", _("Door")),
    ("yen", _("Money")),
    ("school", _("School")),
    ("box", _("Box")),
    ("house", _("House")),
    ("question", _("Question mark")),
    ("lock", _("Padlock")),
    ("speech", _("Speech bubble")),
]

SCENES = [
    ("talk", _("Two people talking")),
    ("untangle", _("Tangled threads becoming three lines")),
    ("team", _("People at a table")),
    ("plan", _("A plan on a sheet")),
    ("walk", _("Two people walking hand in hand")),
]

DRAWINGS = [("three_arcs", _("Three supports as three arcs"))]

SUPPORTS = [
    ("consult", _("Consultation support")),
    ("join", _("Support for taking part")),
    ("place", _("Community building")),
]

# The keys of portal.law.data: an editor picks a law record and never types an article number.
LAWS = [
    ("programme", _("The programme itself")),
    ("support_meeting", _("The support meeting")),
    ("secrecy", _("Secrecy of the support meeting")),
    ("penalty", _("Penalty for leaking")),
]
