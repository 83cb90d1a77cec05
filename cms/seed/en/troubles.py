"""Money and work, in English."""

from cms.seed.kinds import Entry, example, offices, points, questions, related, section, text

OKANE = Entry(
    path="/sodan/okane/",
    kind="TroublePage",
    title="I cannot pay rent, bills or debts",
    lead="Nobody will blame you for debts or late bills. Call us too if you have nothing to eat today.",
    key_points=(
        "You can ask whatever your income, age or nationality.",
        "You can call us before or after the people you owe.",
    ),
    body=[
        section(
            "What we can do",
            points(
                ("yen", "Look at your budget", "We list what comes in and goes out, and decide what to pay first."),
                ("house", "Keep your home", "We check whether you can get money for the rent."),
                ("case", "Find or keep work", "You can start with a few hours, or a trial that suits your health."),
                ("box", "Food today", "We can sometimes give you food from a food bank."),
            ),
            anchor="dekiru",
        ),
        section(
            "What helps to bring",
            text(
                "<p>You can come with nothing. Bring letters you have not opened, just as they are.</p>"
                "<ul><li>Something that shows your pay or pension</li>"
                "<li>Bills for rent, electricity, gas and water</li>"
                "<li>Letters that ask for payment, and loan papers</li>"
                "<li>Your residence card, if you have one</li></ul>"
            ),
            anchor="mochimono",
        ),
        section("Where to ask", offices("kurashi", "marugoto"), anchor="madoguchi"),
        section(
            "How it can go",
            example(
                "A man of 46 who lives alone",
                ("At first", "At the water counter he said that he was behind with other bills too."),
                ("The same day", "The clerk walked him over to the desk for work and money in the same building."),
                ("After a week", "They decided what to pay first. He applied for help with the rent."),
                ("Three months on", "He works three days a week, and looks at his budget with us once a month."),
            ),
            anchor="tatoeba",
        ),
        section(
            "Questions",
            questions(
                ("Can I ask about public assistance?", "Yes. If you want to apply, we go to the office with you."),
                ("Can you lend me money?", "No, the city does not lend. We check whether other loans are open to you."),
                (
                    "Does my residence status matter?",
                    "Some schemes depend on it. We check with you which ones you can use, with an interpreter if you like.",
                ),
            ),
            anchor="shitsumon",
        ),
        section("Read next", related("/sodan/nagare/", "/sodan/madoguchi/"), anchor="awasete"),
    ],
    fields={"called": "Money and work"},
)

PAGES = [OKANE]
