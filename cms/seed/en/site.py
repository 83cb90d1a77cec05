"""About this site, in English."""

from cms.seed.kinds import Entry, section, text

PAGE = Entry(
    path="/site/",
    kind="HubPage",
    title="How to use this site",
    lead="Languages, text size, printing and privacy.",
    body=[
        section(
            "Languages",
            text(
                "<p>The most important pages are in English and in easy Japanese. All others are in Japanese only. The links to "
                "other languages stand at the top of each page.</p>"
            ),
            anchor="kotoba",
        ),
        section(
            "Text size and printing",
            text(
                "<p>The button “Text size” at the top makes the words larger. Your browser can also make the page larger.</p>"
                "<p>“Print” leaves out menus and decorative pictures.</p>"
            ),
            anchor="moji",
        ),
        section(
            "Privacy",
            text("<p>This site uses no cookies and does not record who reads it.</p>"),
            anchor="kojin",
        ),
    ],
)

PAGES = [PAGE]
