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
    ("case", _("Briefcase")),
    ("heart", _("Heart")),
    ("clock", _("Clock")),
    ("sheet", _("Sheet of paper")),
    ("eye", _("Eye")),
    ("phone", _("Telephone")),
]

SCENES = [
    ("talk", _("Two people talking")),
    ("untangle", _("Tangled threads becoming three lines")),
    ("team", _("People at a table")),
    ("plan", _("A plan on a sheet")),
    ("walk", _("Two people walking hand in hand")),
]

DRAWINGS = [
    ("three_arcs", _("Three supports as three arcs")),
    ("two_meetings", _("Two meetings and the gate of consent")),
    ("seats", _("A round table with ten seats")),
]

SUPPORTS = [
    ("consult", _("Consultation support")),
    ("join", _("Support for taking part")),
    ("place", _("Community building")),
]

# How a column of a comparison is drawn: the support meeting always dashed, the plan review always solid.
LINES = [("dashed", _("Dashed, blue")), ("solid", _("Solid, purple")), ("plain", _("Plain"))]

# The keys of portal.law.data: an editor picks a law record and never types an article number.
LAWS = [
    ("programme", _("The programme itself")),
    ("implementation_plan", _("The city's implementation plan")),
    ("support_meeting", _("The support meeting")),
    ("secrecy", _("Secrecy of the support meeting")),
    ("penalty", _("Penalty for leaking")),
    ("plan", _("What a support plan holds")),
    ("disclosure", _("Asking to see one's own record")),
    ("purpose", _("Holding personal information only for a purpose")),
    ("security", _("Keeping personal information safe")),
    ("limits", _("Not using personal information for anything else")),
]

KINDS_OF_NOTE = [("care", _("Take care")), ("ask", _("A request"))]
