"""The labels of law records in English (pure): 社会福祉法 第106条の6第6項 is Social Welfare Act, Article 106-6, paragraph 6."""

import re

# as the Ministry of Justice's Japanese Law Translation names them
NAMES = {
    "社会福祉法施行規則": "Regulation for Enforcement of the Social Welfare Act",
    "社会福祉法": "Social Welfare Act",
    "個人情報の保護に関する法律": "Act on the Protection of Personal Information",
    "地方公務員法": "Local Public Service Act",
}
LABEL = re.compile(
    r"(?P<law>.+?) 第(?P<article>\d+)条(?:の(?P<branch>\d+))?(?:第(?P<paragraph>\d+)項)?(?:第(?P<item>\d+)号)?"
)


def english_label(label: str) -> str:
    """``label`` in English; as it stands where the law or the form of the label is not known."""
    found = LABEL.fullmatch(label)
    if found is None or found["law"] not in NAMES:
        return label
    article = f"Article {found['article']}" + (f"-{found['branch']}" if found["branch"] else "")
    parts = [NAMES[found["law"]], article]
    if found["paragraph"]:
        parts.append(f"paragraph {found['paragraph']}")
    if found["item"]:
        parts.append(f"item {found['item']}")
    return ", ".join(parts)
