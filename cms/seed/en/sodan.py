"""Where and how to ask, in English."""

from cms.seed.kinds import Entry, note, offices, points, questions, related, section, steps, text

DANGER = "If your life or safety is in danger, call 110 (police) or 119 (ambulance and fire) now."

HUB = Entry(
    path="/sodan/",
    kind="HubPage",
    title="Ask for help",
    lead="You can talk by phone, at a counter or at home. If you are not sure where to go, call the Welfare Helpdesk.",
    menu=True,
    key_points=(
        "It is free, and you need no appointment.",
        "You can ask for yourself, your family or a neighbour.",
        "An interpreter can join the call.",
    ),
    body=[
        section("Not sure? Call here", offices("marugoto"), anchor="denwa"),
        section(
            "Ways to talk",
            points(
                ("phone", "Phone", "You need not give your name. You can ask us to call you back."),
                ("people", "Counter", "Come without an appointment. There is a private room."),
                ("house", "Visit", "If it is hard to go out, a counsellor comes to your home or a place nearby."),
                ("sheet", "Letter or fax", "If speaking is hard, write to us. Tell us how you want to be answered."),
            ),
            anchor="houhou",
        ),
    ],
)

MADOGUCHI = Entry(
    path="/sodan/madoguchi/",
    kind="OfficesPage",
    title="Places to ask",
    lead="You can talk to any of them. The office you talk to will bring in the others you need.",
    body=[
        section(
            "The same at every office",
            text(
                "<ul><li>Talking to us costs nothing.</li>"
                "<li>We do not tell your family or your employer without asking you.</li>"
                "<li>Worried about the cost of a call? Ask us to call you back.</li>"
                "<li>Say “English, please” and an interpreter joins the call. Sign language needs an appointment.</li></ul>"
                "<p>The law lets a Support Meeting talk about you before you agree. "
                '<a href="/kaigi/joho/">What we do with your information</a> says when, and what protects you.</p>'
            ),
            anchor="kyotsu",
        ),
        section("Read next", related("/sodan/nagare/", "/sodan/yakan/", "/shitsumon/"), anchor="awasete"),
    ],
)

NAGARE = Entry(
    path="/sodan/nagare/",
    kind="ExplainerPage",
    title="What happens after you call",
    lead="From the first talk until life is calmer: five steps, taken together with you.",
    key_points=("You can stop at any time, and start again.", "Talking to us is free at every step."),
    body=[
        section(
            "Five steps",
            steps(
                (
                    "talk",
                    "Talk",
                    "Tell us what worries you, in any order. It does not have to be clear.",
                    "Bring nothing. You can give your name later.",
                    "About 30 minutes",
                ),
                (
                    "untangle",
                    "Untangle",
                    "A counsellor sorts the problems out with you and finds what comes first.",
                    "Tell us what is hardest right now.",
                    "One to three talks",
                ),
                (
                    "team",
                    "Build a team",
                    "If one office is not enough, several help. We ask you whom we may tell, and what.",
                    "You decide whether you agree. If not, you can still talk to us.",
                    "About two weeks",
                ),
                (
                    "plan",
                    "Make a plan",
                    "We write down the life you want, the goal, and who does what.",
                    "Check it, and have anything wrong put right.",
                    "About a month",
                ),
                (
                    "walk",
                    "Keep going",
                    "We look at the plan again with you. Later, one office becomes your main contact.",
                    "Tell your counsellor whenever it gets too much.",
                    "A check about every three months",
                ),
            ),
            anchor="gokai",
        ),
        section(
            "After one office takes over",
            text(
                "<p>Once everybody knows what to do, one office becomes your main contact.</p>"
                "<p>Support does not end there. If problems pile up again, the same team comes back together.</p>"
            ),
            anchor="hikitsugi",
        ),
        section(
            "Questions",
            questions(
                ("If I say no once, can I come back?", "Yes. You can call again at any time, even years later."),
                (
                    "If I do not agree, will nobody know about me?",
                    "Not always. The law lets a Support Meeting talk about you before you agree, so that nobody in need "
                    "is missed. Everyone there must keep it secret.",
                ),
                (
                    "If my counsellor changes, must I tell everything again?",
                    "No. The next person is told what you agreed to share.",
                ),
            ),
            anchor="shitsumon",
        ),
        section("Read next", related("/sodan/madoguchi/", "/kaigi/futatsu/"), anchor="awasete"),
    ],
)

YAKAN = Entry(
    path="/sodan/yakan/",
    kind="ExplainerPage",
    title="At night and on holidays",
    lead="Who you can talk to right now, when city offices are closed. You need not give your name to the helplines.",
    body=[
        section("If you are in danger", note(DANGER), offices("police", "fire", "ambulance_advice"), anchor="kiken"),
        section(
            "If you are afraid of someone",
            offices("child", "dv_line"),
            text(
                "<p>If somebody must not see what you read, use "
                '<a href="/sodan/boryoku/">the page you can leave quickly</a>.</p>'
            ),
            anchor="kowai",
        ),
        section("If you need somebody to listen", offices("yorisoi", "kokoro_line", "childline"), anchor="tsurai"),
        section(
            "In the morning",
            text(
                "<p>Call the city too. You can simply say: “I called a helpline last night.” We go on from there.</p>"
            ),
            offices("marugoto"),
            anchor="asa",
        ),
    ],
)

PAGES = [HUB, MADOGUCHI, NAGARE, YAKAN]
