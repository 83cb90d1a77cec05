"""What the commands answer that open more of an account, where nobody has come into it yet."""

NOT_JOINED = (
    "The person has not chosen a password yet: whoever invited them could come in as them. Let them join first "
    "(manage.py invite_from_host MAIL makes a link and a code that only you see), then give this."
)
