"""About this site, in やさしい日本語."""

from cms.seed.kinds import Entry, section, text

PAGE = Entry(
    path="/site/",
    kind="HubPage",
    title="この サイトの 使《つか》い方《かた》",
    lead="ことば、文字《もじ》の 大《おお》きさ、ふりがなの ことです。",
    body=[
        section(
            "ことば",
            text(
                "<p>大切《たいせつ》な ページは やさしい 日本語《にほんご》でも 読《よ》めます。英語《えいご》の ページも あります。</p>"
                "<p>ほかの ページは ふつうの 日本語《にほんご》です。</p>"
            ),
            anchor="kotoba",
        ),
        section(
            "文字《もじ》と ふりがな",
            text(
                "<p>ページの 上《うえ》に ボタンが あります。「文字《もじ》の 大《おお》きさ」を 押《お》すと、文字《もじ》が 大《おお》きく なります。</p>"
                "<p>「ふりがな」を 押《お》すと、ふりがなが 消《き》えます。もう 1回《かい》 押《お》すと、出《で》ます。</p>"
            ),
            anchor="moji",
        ),
        section(
            "あなたの こと",
            text("<p>この サイトは、だれが 見《み》たかを 書《か》きません。クッキーも 使《つか》いません。</p>"),
            anchor="kojin",
        ),
    ],
)

PAGES = [PAGE]
