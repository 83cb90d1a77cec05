"""The words the editor shows, by the keys its script asks for."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def labels() -> dict[str, str]:
    """Every word of the live editor in the reader's language; ``{n}``, ``{name}`` … are filled by the script.

    Raises ``ValueError`` where two groups use one key for different things.
    """
    words: dict[str, str] = {}
    for group in (_blocks, _tables, _marks, _presence, _wrote, _time, _saving, _kept, _endings):
        of_group = group()
        if twice := words.keys() & of_group.keys():
            raise ValueError(f"one key, two things: {', '.join(sorted(twice))}")
        words |= of_group
    return words


def _blocks() -> dict[str, str]:
    return {
        "agenda": _("Agenda item"),
        "agenda_empty": _("Write what the meeting should discuss"),
        "minutes": _("Record"),
        "minutes_empty": _("Write here what was said and decided"),
        "statement": _("Statement in brief"),
        "statement_remove": _("Remove this statement"),
        "speaker": _("Who spoke"),
        "decision_n": _("Decision {n}"),
        "decision_remove": _("Remove this decision"),
        "roles": _("Who does what"),
        "roles_remove": _("Remove this list of roles"),
        "next": pgettext("block of the record", "Next time"),
        "next_remove": _("Remove this block on the next time"),
        "next_day": _("On which day"),
        "source": _("Where this comes from"),
        "source_remove": _("Remove where this comes from"),
        "informant": _("From whom"),
        "how": _("How it was heard"),
        "ways": _("In person,By telephone,On a visit,In writing,By mail"),
        "heard": pgettext("something was heard", "When"),
        "who": _("Who"),
        "what": _("What"),
        "what_hint": _("What will they do?"),
        "due": _("By when"),
        "nobody": _("Choose a person"),
        "row_add": _("Add an act"),
        "row_name": _("Act of {who}"),
        "row_remove": _("Remove this act"),
        "up": _("Move this block up"),
        "down": _("Move this block down"),
        "decision": _("Decision"),
        "heading": pgettext("form of the text", "Heading"),
        "bullets": _("List of points"),
        "numbers": pgettext("form of the text", "Numbers"),
        "undo": _("Undo"),
        "close": _("Close"),
        "statement_removed": _("A statement was removed."),
        "decision_removed": _("A decision was removed."),
        "roles_removed": _("A list of roles was removed."),
        "next_removed": _("A block on the next time was removed."),
        "source_removed": _("A source was removed."),
        "find_count": _("{at} of {n}"),
        "find_none": _("These words are not here."),
        "find_replaced": _("Replaced in {n} places."),
        "slash_menu": _("What to add here"),
        "slash_open": _("{n} things to add. Choose with the arrows and Enter; Escape closes."),
        "move_wait": _("Someone is writing in both blocks. Please move them a little later."),
    }


def _tables() -> dict[str, str]:
    return {
        "table": _("Table"),
        "table_remove": _("Remove this table"),
        "table_removed": _("A table was removed."),
        "table_made": _(
            "A table of 3 rows and 3 columns is here now. You are in its first cell; Tab goes on to the next."
        ),
        "table_tools": _("Rows and columns"),
        "table_row_after": _("Add a row below"),
        "table_row_before": _("Add a row above"),
        "table_column_after": _("Add a column on the right"),
        "table_column_before": _("Add a column on the left"),
        "table_row_remove": _("Remove this row"),
        "table_column_remove": _("Remove this column"),
        "table_header": _("First row as heading"),
        "table_full": _("A table has at most 100 rows and 12 columns. Nothing was added: begin a second table."),
    }


def _marks() -> dict[str, str]:
    return {
        "link": pgettext("form of the text", "Link"),
        "link_bad": _("Write the address of a page (https://…), a mail address or a telephone number."),
        "ruby": _("Reading above the word"),
        "ruby_bad": _("Write how the word is read."),
        "words_missing": _("Write the word it belongs to."),
        "one_line": _("Select words within one line, then try again."),
    }


def _presence() -> dict[str, str]:
    return {
        "you": _("{name} (you)"),
        "writing": _("is writing"),
        "reading": _("is reading"),
        "away": _("is away"),
        "phone": _("on a smartphone"),
        "more_people": _("and {n} more"),
        "people_count": _("{n} people"),
        "with_respect": pgettext("a person's name", "{name}"),
        "between_names": pgettext("between two names", ", "),
        "called_all": _("All {n} who are called are here."),
        "called_here": _("Of {all} who are called, {n} are here."),
        "called_left": _("Were here ({n}):"),
        "called_missing": _("Not here yet ({n}):"),
        "is_writing": _("{name} is writing"),
        "statement_added": _("{n} statements were added"),
        "decision_added": _("{n} decisions were added"),
        "roles_added": _("{n} lists of roles were added"),
        "next_added": _("{n} blocks on the next time were added"),
        "source_added": _("{n} sources were added"),
        "table_added": _("{n} tables were added"),
    }


def _wrote() -> dict[str, str]:
    return {
        "wrote_by": _("{name} ({agency}) wrote this."),
        "wrote_by_name": _("{name} wrote this."),
        "wrote_agency": _(" ({agency})"),
        "wrote_template": _("This stood here from the beginning."),
        "wrote_unknown": _("Who wrote this is not known."),
        "wrote_nobody": _("from the beginning, or not known"),
        "wrote_hint": _("Point at words, or put the caret into them: here it says who wrote them."),
        "wrote_failed": _(
            "Who wrote what could not be asked just now. Please press the button once more a little later."
        ),
    }


def _time() -> dict[str, str]:
    return {
        "left": pgettext("time", "left"),
        "minutes_unit": _("min."),
        "time_until": _("until about {time}"),
        "time_over": _("{n} minutes over"),
        "time_say": _("{n} minutes left"),
        "item_over": _("is over ({n} minutes)"),
        "item_now": _("being talked about ({n} minutes)"),
        "item_later": _("from about {time}, {n} minutes"),
        "time_up": _("The time for this item is up."),
    }


def _saving() -> dict[str, str]:
    return {
        "saved": _("Saved"),
        "pending": _("Not sent yet"),
        "failed": _("Cannot be saved"),
        "only_here": _("Only on this device"),
        "failed_text": _(
            "What this screen sent could not be taken. Please copy what you wrote, and open the page anew."
        ),
        "failed_closed": _(
            "This part cannot be written in now, so what you wrote last could not be stored. Please copy it."
        ),
        "help_phone": _("If you need help: {name}, {phone}"),
        "offline_title": _("The connection is lost. You can go on writing."),
        "offline_text": _("When the connection is back, what you write is sent by itself."),
        "offline_places": _(
            "What you wrote since {time}, in {n} places, is only on this device. It is sent when the connection is back."
        ),
        "do_not_close": _("Please do not close the screen."),
    }


def _kept() -> dict[str, str]:
    return {
        "brought": _("What could not be sent last time, in {n} places, has been brought back."),
        "brought_changes": _("Changes that could not be sent last time have been brought back."),
        "brought_show": _("Show where"),
        "brought_undo": _("Take what was brought back out again"),
        "brought_undone": _("What was brought back is out again."),
        "lost_title": _("Some of your words could not be sent."),
        "lost_text": _(
            "They can no longer go into this text. Copy them if you need them. When you close this, they are gone from this device."
        ),
        "lost_words": _("Words that could not be sent"),
        "lost_copy": _("Copy the words"),
        "lost_copied": _("The words are copied."),
        "lost_close": _("Close, and remove them from this device"),
        "lost_shut": _("Words that could not be sent last time could not be kept. Please write them once more."),
        "lost_gone": _("Words that had not been sent yet could not be kept."),
    }


def _endings() -> dict[str, str]:
    return {
        "read_title": _("You are reading."),
        "read_text": _("This part cannot be written in now."),
        "old_title": _("This page has become old."),
        "old_text": _("Please open it anew to go on writing. What was saved is there."),
        "reload": _("Open the page anew"),
        "login_title": _("You have been logged out."),
        "login_text": _("Log in again in a new tab, then come back here. What you wrote is kept meanwhile."),
        "login": _("Log in"),
        "again": _("I have logged in: connect again"),
        "pledge_title": _("Your pledge is no longer in force."),
        "pledge_text": _("Sign it in a new tab, then come back here. What you wrote is kept meanwhile."),
        "sign": _("Sign the pledge"),
        "again_signed": _("I have signed: connect again"),
        "unreadable_title": _("This record cannot be opened"),
        "unreadable_text": _(
            "Those who run the portal have been told. Please phone the secretariat if you need the record now."
        ),
        "frozen_title": _("The record has been fixed."),
        "frozen_text": _("It can be read, but no longer changed."),
        "leave": _("Read the record that was fixed"),
    }
