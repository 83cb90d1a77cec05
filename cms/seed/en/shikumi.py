"""What the programme is, in English."""

from cms.seed.en.home import ARCS, JAPANESE_NAME
from cms.seed.kinds import Entry, example, figure, law, part, questions, related, section, supports, text

HUB = Entry(
    path="/shikumi/",
    kind="HubPage",
    title="How support works",
    lead="Three kinds of support overlap to hold up one person’s life. See the whole at a glance.",
    menu=True,
    body=[section("The whole in one figure", figure(**ARCS), anchor="zu")],
)

_BUSINESSES = [
    ("Open consultation", "Listens to anything and brings in the right office.", "You do not know where to ask"),
    ("Taking part", "Finds a place, a role or work that suits you.", "You want to meet people again"),
    ("Community building", "Helps places to meet and neighbours who help.", "You want somewhere to go nearby"),
    ("Outreach", "Visits you at home and takes time.", "It is hard for you to come"),
    ("Working together", "Decides who does what, and writes the plan.", "One office is not enough"),
]

TOHA = Entry(
    path="/shikumi/toha/",
    kind="ExplainerPage",
    title="What the programme is",
    lead=(
        "When a person or family has several problems at once, offices of different fields and local people support them "
        "as one team. Kasane City started this in April 2025."
    ),
    key_points=(
        "We turn nobody away because of age or the kind of problem.",
        "It is free. You need no appointment and no form.",
        "We bring in other offices, so you need not repeat your story.",
    ),
    body=[
        section(
            "The name in Japanese",
            text(
                f"<p><b>Multilayered Support System Programme ({JAPANESE_NAME})</b></p>"
                "<p>You can show the Japanese name at any city counter.</p>"
            ),
            anchor="namae",
        ),
        section(
            "Why it started",
            text(
                "<p>City offices each know one field: older people, disability, children, money. Life does not keep to "
                "fields.</p>"
                "<p>You may care for a parent while you bring up small children. You may live with a grown child on one "
                "pension. Then you go from counter to counter, and perhaps fit none of them.</p>"
                "<p>So the offices now overlap, instead of asking you to fit.</p>"
            ),
            anchor="naze",
        ),
        section(
            "Three kinds of support",
            figure(**ARCS),
            supports(
                (
                    "consult",
                    "Consultation",
                    "Whoever you are and whatever it is, we take it.",
                    ["By phone, at a counter or at home", "If another office is needed, we bring it in"],
                ),
                (
                    "join",
                    "Taking part",
                    "If no scheme fits you, we look for a place or a role together.",
                    ["You can try work for a short time", "We ask later whether it is too much"],
                ),
                (
                    "place",
                    "Community building",
                    "More places to drop in; people who know one another.",
                    ["We support meeting places and shared meals", "We help you start something yourself"],
                ),
            ),
            anchor="mittsu",
        ),
        section(
            "Five things the city does",
            part(
                "businesses",
                caption="What each of the five does",
                rows=[dict(zip(("name", "does", "when"), row, strict=True)) for row in _BUSINESSES],
                note="The law counts six. Kasane City writes support plans as part of working together, so it counts five.",
            ),
            anchor="itsutsu",
        ),
        section(
            "How it can go",
            example(
                "A grandmother (78), a mother (45) and a daughter (14)",
                ("At first", "The daughter told her teacher that she stays home from school to help."),
                ("A visit", "The mother agreed, and a counsellor came. Grandmother forgets things; mother is ill."),
                ("A team", "The school, the children’s centre and the centre for older people decided who does what."),
                ("Half a year on", "Grandmother goes out two days a week. The plan is checked every three months."),
            ),
            anchor="tatoeba",
        ),
        section(
            "What we do with your information",
            text(
                "<p>As a rule, we ask for your consent and share only with the offices that are needed.</p>"
                "<p><b>The law lets a Support Meeting share information without consent.</b> It is for people who need help "
                "and cannot ask for it. They may not know that they are being talked about.</p>"
                "<p>Everyone there must keep it secret, even after they leave the job. Leaking it is a crime. "
                '<a href="/kaigi/joho/">What we do with your information</a> says more.</p>'
            ),
            anchor="joho",
        ),
        section(
            "The law behind it",
            law("programme", "The law lets a city run this programme. Each city decides whether it does."),
            law("support_meeting", "The law lets a city hold Support Meetings, to share information and plan support."),
            anchor="horitsu",
        ),
        section(
            "Questions",
            questions(
                (
                    "My parents live in Kasane City and I do not. Can I ask?",
                    "Yes. If they live here, you can call from anywhere.",
                ),
                (
                    "I already have a counsellor. Must I change?",
                    "No. Stay where you are. If something is too hard there, the offices talk to each other.",
                ),
                ("Can I refuse a visit?", "Yes. You can start by phone or letter, and call again whenever you like."),
                ("Does it cost anything?", "No. Some services that we find with you do cost money. We tell you first."),
            ),
            anchor="shitsumon",
        ),
        section("Read next", related("/sodan/nagare/", "/kaigi/futatsu/", "/shitsumon/"), anchor="awasete"),
    ],
    fields={"is_service": True},
)

PAGES = [HUB, TOHA]
