"""What changed between two wordings."""

import pytest

from portal.pledge.comparing import compare


def marked(before, after):
    signs = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return ["".join(signs[piece.change].format(piece.words) for piece in line) for line in compare(before, after)]


@pytest.mark.parametrize(("before", "after", "lines"), [
    ("秘密を守ります。", "秘密を守ります。", ["秘密を守ります。"]),
    ("秘密を守ります。", "秘密を必ず守ります。", ["秘密を[+必ず+]守ります。"]),
    ("一\n二", "一", ["一[-二-]"]),
    ("一", "一\n二", ["一", "[+二+]"]),
    ("", "誓約します。", ["[+誓約します。+]"]),
    ("5日以内", "3日以内", ["[-5-][+3+]日以内"]),
])  # fmt: skip
def test_words_that_went_and_came(before, after, lines):
    assert [line.replace("+][+", "") for line in marked(before, after)] == lines


def test_nothing_is_lost():
    before, after = "私は、甲として\n一を守り、\n二を守ります。", "私は、乙として\n一を守り、\n三も守ります。"
    pieces = [piece for line in compare(before, after) for piece in line]
    assert "".join(piece.words for piece in pieces if piece.change != "gone") == after.replace("\n", "")
    assert "".join(piece.words for piece in pieces if piece.change != "new") == before.replace("\n", "")
