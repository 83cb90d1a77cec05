"""The home page in English."""

from cms.seed.kinds import Entry, part

URGENT = "If your life or safety is in danger, call 110 (police) or 119 (ambulance and fire) at any time."
# the only Japanese that stands on an English page: to be shown at a counter
JAPANESE_NAME = "重層的支援体制整備事業"
ARCS = {
    "drawing": "three_arcs",
    "caption": "How the three supports overlap",
    "alternative": (
        "In the middle are a person and their family. Three arcs stand around them, from the inside out: consultation, "
        "taking part, and community. The inner arc is help for one person, the outer arc is help from the whole town."
    ),
}

_PROMISES = [
    ("yen", "Free of charge"),
    ("lock", "Confidential"),
    ("people", "Family can ask"),
    ("speech", "Interpreters"),
]
_TROUBLES = [
    ("yen", "I cannot pay rent, bills or debts", "Money and work", "okane"),
    ("people", "I care for my parents and my children, and I am worn out", "Care and parenting at once", "madoguchi"),
    ("door", "Someone in my family has not left home for a long time", "Not leaving home", "madoguchi"),
    ("school", "A child is missing school to look after family", "Young carers", "madoguchi"),
    ("house", "I am afraid of someone at home", "Violence and fear", "boryoku"),
    ("question", "There is too much, and I do not know where to start", "Anything else", "madoguchi"),
]
_SUPPORTS = [
    ("consult", "Consultation", "We listen, whatever your age or problem, and sort things out with you."),
    ("join", "Taking part", "We look with you for a place, a role or a few hours of work that suit you."),
    ("place", "Community building", "We help people open places where anyone can drop in."),
]
_STEPS = [
    ("talk", "Talk", "By phone, at a counter, or at your home. Any office will do."),
    ("untangle", "Untangle", "We sort out the problems with you, one at a time."),
    ("team", "Build a team", "With your agreement, the right offices decide who does what."),
    ("plan", "Make a plan", "The plan starts from the life you want."),
    ("walk", "Keep going", "We check how things are and change the plan when needed."),
]
_TRUTH = (
    "We normally ask for your consent before we share anything. There is one exception by law: the Support Meeting may "
    "share information without consent, so that people who cannot ask for help are not missed. Everyone there must keep "
    "it secret, and leaking it is a crime."
)


def _links(*rows: tuple[str, str]) -> list[dict[str, str]]:
    return [{"page": f"page:{path}", "anchor": "", "words": words} for path, words in rows]


PAGE = Entry(
    path="/",
    kind="HomePage",
    title="Kasane Support",
    lead=(
        "When several problems come at once, such as care, money, children, work or housing, you can tell one person. "
        "City and community staff will work it out with you."
    ),
    body=[
        part("promises", promises=[{"icon": icon, "words": words} for icon, words in _PROMISES]),
        part(
            "troubles",
            heading="When to contact us",
            intro="One problem or many. You can call for yourself, for your family or for a neighbour.",
            troubles=[
                {"icon": icon, "words": words, "kind": kind, "page": f"page:/sodan/{slug}/"}
                for icon, words, kind, slug in _TROUBLES
            ],
        ),
        part(
            "supports",
            heading="Three kinds of support, together",
            intro=f"Multilayered Support System Programme ({JAPANESE_NAME}): you can show the Japanese name at any city counter.",
            figure=ARCS,
            supports=[
                {"support": support, "name": name, "sentence": sentence, "examples": []}
                for support, name, sentence in _SUPPORTS
            ],
            links=_links(
                ("/shikumi/toha/", "What the programme is"), ("/sodan/nagare/", "What happens after you call")
            ),
        ),
        part(
            "steps",
            heading="What happens next",
            steps=[{"scene": scene, "title": title, "text": text} for scene, title, text in _STEPS],
        ),
        part("information", words=_TRUTH, link=_links(("/kaigi/joho/", "What we do with your information"))[0]),
    ],
    fields={
        "headline": "You don’t need to know\nwhich office to ask",
        "urgent_note": URGENT,
        "button_page": "page:/sodan/madoguchi/",
        "button_words": "Find a place to talk",
    },
)
