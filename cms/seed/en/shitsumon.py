"""Questions that are asked often, in English."""

from cms.seed.kinds import Entry, questions, related, section

PAGE = Entry(
    path="/shitsumon/",
    kind="ExplainerPage",
    title="Questions and answers",
    lead="What people often ask, with the answer first.",
    menu=True,
    body=[
        section(
            "Asking for help",
            questions(
                ("Does it cost anything?", "No. Talking to us is free, and you need no appointment."),
                (
                    "Can I speak English?",
                    "Yes. Say “English, please”: an interpreter joins the call. At a counter it is the same.",
                ),
                ("Must I give my name?", "No, not at first. You can tell us later, if you like."),
                (
                    "I have several problems. Where do I go?",
                    "Anywhere. Tell one office everything; it brings in the others.",
                ),
                (
                    "Can I ask for somebody else?",
                    "Yes. Family, friends and neighbours can call. We do not pass on your name.",
                ),
                (
                    "My residence status is not clear. May I call?",
                    "Yes. You need not give your name. We find out with you what you can use.",
                ),
            ),
            anchor="sodan",
        ),
        section(
            "What comes next",
            questions(
                ("Can I refuse a visit?", "Yes. You can start by phone or letter. You can call again at any time."),
                (
                    "Who decides what is in my plan?",
                    "You and the team together. Have anything that is wrong put right.",
                ),
                ("Can I stop?", "Yes, at any time. You can start again later."),
            ),
            anchor="nagare",
        ),
        section(
            "Your information",
            questions(
                (
                    "Will you talk about me without asking?",
                    "As a rule, no. But the law lets a Support Meeting share information without consent, for people who need "
                    "help and cannot ask. Everyone there must keep it secret.",
                ),
                ("Who can read my record?", "Only the people called for your matter and the secretariat."),
                ("Can I see my own record?", "Yes. Ask the city. Parts about other people may be left out."),
            ),
            anchor="joho",
        ),
        section("Read next", related("/sodan/madoguchi/", "/sodan/nagare/", "/kaigi/joho/"), anchor="awasete"),
    ],
)

PAGES = [PAGE]
