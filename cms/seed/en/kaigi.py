"""The two meetings and what happens with information, in English."""

from cms.seed.kinds import Entry, compare, figure, law, points, questions, related, section, text

HUB = Entry(
    path="/kaigi/",
    kind="HubPage",
    title="About the meetings",
    lead="Two meetings have similar names. What each is for, and how your information is protected.",
    menu=True,
)

FUTATSU = Entry(
    path="/kaigi/futatsu/",
    kind="ExplainerPage",
    title="The two meetings",
    lead="The Support Meeting and the Plan Review Meeting: they meet at different times and treat information differently.",
    key_points=(
        "The Support Meeting may share information without your consent.",
        "The Plan Review Meeting speaks about you only if you agree.",
        "In both, everyone must keep secrets.",
    ),
    body=[
        section(
            "How they differ",
            figure(
                "two_meetings",
                "From the first days to your plan",
                "First comes the Support Meeting: before you have agreed, people bring together what they know and watch over "
                "you. Then comes the gate of your consent: we explain and ask. Last comes the Plan Review Meeting: within what "
                "you agreed to, it decides and checks your plan.",
            ),
            compare(
                "The two meetings side by side",
                [("Support Meeting", "dashed"), ("Plan Review Meeting", "solid")],
                ("When", ["Early, when help does not yet reach somebody", "Later, when you and we know each other"]),
                ("Your consent", ["Not needed by law. We ask as soon as we can", "Needed. You say what may be shared"]),
                (
                    "What for",
                    ["To notice, to watch over, to decide how to offer help", "To agree on your plan and check it"],
                ),
                (
                    "Who sits there",
                    ["Only the offices called for this one matter", "Offices of your plan that you agreed to"],
                ),
                ("Afterwards", ["Somebody gets in touch with you, with care", "You hear what was decided"]),
            ),
            anchor="chigai",
        ),
        section(
            "Why without consent?",
            text(
                "<p>Some people need help and cannot say so. They are ill, afraid, very young, or have given up asking.</p>"
                "<p>Each office sees only a small part: an unpaid bill, a child missing from school, a light that stays on all "
                "night. Put together, the parts show that somebody needs help.</p>"
                "<p>So the law lets a Support Meeting put them together first. It is hard to be talked about without knowing. "
                "That is why strict rules protect you.</p>"
            ),
            anchor="naze",
        ),
        section(
            "What protects you",
            points(
                (
                    "people",
                    "Only those called",
                    "Offices that were not called hear nothing, even if they belong to the meeting.",
                ),
                ("lock", "Secrecy for life", "Everyone must keep the secret, also after leaving the job."),
                ("sheet", "Leaking is a crime", "Whoever leaks a secret without good reason can be punished."),
                (
                    "heart",
                    "Only for support",
                    "The meeting is there to bring help, not to make work easier for offices.",
                ),
            ),
            anchor="mamoru",
        ),
        section(
            "The law behind it",
            law("support_meeting", "The law lets a city hold Support Meetings, to share information and plan support."),
            law("secrecy", "Everyone who works for a Support Meeting must keep its secrets, also after they leave."),
            law("penalty", "Leaking a secret of a Support Meeting can be punished with prison or a fine."),
            anchor="horitsu",
        ),
        section("Read next", related("/kaigi/joho/", "/sodan/nagare/"), anchor="awasete"),
    ],
)

JOHO = Entry(
    path="/kaigi/joho/",
    kind="ExplainerPage",
    title="What we do with your information",
    lead="Who knows what about you, for how long, and how you can see your own record.",
    key_points=(
        "As a rule, we ask for your consent first.",
        "A Support Meeting may share information without it.",
        "You can ask to see your own record.",
    ),
    body=[
        section(
            "When you ask us for help",
            text(
                "<p>The counsellor writes down what you tell us. Before we tell another office, we ask you whom we may tell, and "
                "what.</p><p>You can say no, or change your mind later. You can still talk to us.</p>"
            ),
            anchor="sodan",
        ),
        section(
            "When we may share without consent",
            text(
                "<p><b>The law lets a Support Meeting share information before you agree.</b> It does so where somebody needs "
                "help and cannot ask for it. You may not know that it happens.</p>"
                "<p>If a life is in danger, or a child may be harmed, we act at once, too.</p>"
            ),
            anchor="doui-nashi",
        ),
        section(
            "What protects you",
            points(
                (
                    "people",
                    "Few people know",
                    "Only the people called for your matter and the secretariat can read the record.",
                ),
                ("lock", "They must keep it secret", "This goes on after they leave the job. Leaking it is a crime."),
                ("sheet", "Only for support", "It is kept for support. Any other use needs a law that allows it."),
                ("clock", "Not kept for ever", "Records are destroyed when the time set by the city’s rules is over."),
            ),
            anchor="mamoru",
        ),
        section(
            "How to see your own record",
            text(
                "<p>You can ask the city to show you what it holds about you, and to correct what is wrong. Bring something that "
                "shows who you are. An interpreter can help you with the form.</p>"
                "<p>Parts that hold another person’s secrets may be left out. Then you are told so, and you can object.</p>"
            ),
            law("disclosure", "Anyone can ask the city to show the information that it holds about them."),
            anchor="kaiji",
        ),
        section(
            "Questions",
            questions(
                ("Will my family or my employer know?", "As a rule, no. We do not tell them without asking you."),
                (
                    "Somebody talked about me. What can I do?",
                    "Call the office below. You can also ask to see your record.",
                ),
            ),
            anchor="shitsumon",
        ),
        section("Read next", related("/kaigi/futatsu/", "/shitsumon/"), anchor="awasete"),
    ],
)

PAGES = [HUB, FUTATSU, JOHO]
