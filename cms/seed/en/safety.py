"""Violence and fear at home, in English."""

from cms.seed.en.sodan import DANGER
from cms.seed.kinds import Entry, note, offices, part, points, questions, section, text

BORYOKU = Entry(
    path="/sodan/boryoku/",
    kind="TroublePage",
    title="I am afraid of someone at home",
    lead="It is not your fault. You need not have been hit: if you are afraid, talk to us.",
    key_points=(
        "You need not give your name.",
        "You can talk before you decide whether to leave.",
        "We do not tell the person you are afraid of.",
    ),
    body=[
        section("How to leave this page", part("quick_exit"), note(DANGER), anchor="hanareru"),
        section(
            "Who you can talk to",
            offices("dv", "dv_line", "child", "police", note="Any of them will do. You can change later."),
            anchor="denwa",
        ),
        section(
            "This is violence too",
            text(
                "<ul><li>Hitting, kicking, throwing things, choking.</li>"
                "<li>Shouting, mocking, not speaking to you for days.</li>"
                "<li>Giving you no money, not letting you work, taking your bank book.</li>"
                "<li>Checking your phone, keeping you from friends and parents.</li>"
                "<li>Forcing sex, or refusing contraception.</li>"
                "<li>Keeping your passport or residence card.</li></ul>"
                "<p>It can happen between partners, and between parents and children. Men, older people and children can "
                "call too.</p>"
            ),
            anchor="boryoku",
        ),
        section(
            "What we can do",
            points(
                ("lock", "Find a safe place", "We think with you about how to get somewhere safe."),
                ("sheet", "Protect your address", "You can ask that others cannot look up where you live."),
                ("school", "School for children", "A change of school can be arranged without others knowing."),
                ("yen", "Start again", "We go with you to the offices for money, work and housing."),
            ),
            anchor="dekiru",
        ),
        section(
            "If you prepare to leave",
            text(
                "<p>Your safety comes first, even if you have nothing ready. Keep what you can where nobody finds it.</p>"
                "<ul><li>Cash, bank book, proof of health insurance, medicine</li>"
                "<li>Passport, residence card, other identity papers</li>"
                "<li>Photos of injuries, notes with dates, letters</li>"
                "<li>Your child’s health handbook, clothes, something they love</li></ul>"
                "<p>A phone can show where you are. Ask a counsellor before you switch it off.</p>"
            ),
            anchor="junbi",
        ),
        section(
            "Questions",
            questions(
                ("Will I lose my residence status?", "Talk to us first. We look at it with you and an interpreter."),
                (
                    "I am not sure that I want to leave",
                    "That is fine. You decide, and you can call as often as you need.",
                ),
                (
                    "I think a friend is in danger",
                    "Call us. We do not say your name, and we think about what you can do.",
                ),
            ),
            anchor="shitsumon",
        ),
    ],
    fields={"called": "Violence and fear"},
)

PAGES = [BORYOKU]
