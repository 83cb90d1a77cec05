"""The pages of a date poll: asking, answering, the result, and deciding."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.bodies.access import get_body_to_run, seats_in
from meetings.hints.access import hints_about
from meetings.office_days.access import offices as citys_offices
from meetings.polls import access, services
from meetings.polls.forms import AnswerForm, ChooseForm, EnterForm, ExtendForm, PollForm, ProposeForm, slot_words
from meetings.polls.presenting import BEST, cards_of, columns_of, heading_of, ranked, rows_of
from meetings.schedule.occasion import Occasion
from portal.accounts.requests import PersonRequest
from portal.dates.wareki import wareki
from portal.organisations.access import workplaces

# --- who asks ----------------------------------------------------------------------------------


def make(request: PersonRequest, body_id: UUID) -> HttpResponse:
    """Propose slots from open days and hours, choose among them, and ask."""
    body = get_body_to_run(request.user, body_id)
    offices, today = citys_offices(), timezone.localdate()
    proposing = ProposeForm(request.GET if "first" in request.GET else ProposeForm.usual(offices, today))
    proposed = proposing.proposed(offices)
    seats = seats_in(body)
    own = [str(seat.user_id) for seat in seats if not seat.is_guest]
    form = PollForm(
        request.POST or None,
        initial={"people": own, "last_day": wareki(offices.later(today, 7))},
        proposed=proposed,
        seats=seats,
        workplaces=workplaces(seat.user for seat in seats),
        minutes_long=proposing.cleaned_data.get("minutes_long") or 90,
    )
    if request.method == "POST" and form.is_valid():
        try:
            poll = services.open_poll(actor=request.user, body=body, question=form.question())
        except services.CannotAsk:
            form.add_error(None, _("Something changed meanwhile. Please look through the form and send it again."))
        else:
            messages.success(request, _("Everybody asked gets a mail of their own. You see the answers here."))
            return redirect("polls:result", poll.pk)
    context = {"form": form, "proposing": proposing, "body": body, "proposed": proposed}
    return render(request, "meetings/polls/make.html", context, status=422 if form.errors else 200)


def result(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What the answers come to, in words and one by one."""
    poll = access.get_poll_to_run(request.user, pk)
    sheet = access.sheet_of(poll)
    best = ranked(sheet)
    columns = columns_of(sheet, every="all" in request.GET)
    return render(
        request,
        "meetings/polls/result.html",
        {
            "poll": poll,
            "sheet": sheet,
            "heading": heading_of(sheet, best),
            "best": best[:BEST],
            "more": max(0, len(best) - BEST),
            "columns": columns,
            "rows": rows_of(sheet, columns),
            "cards": cards_of(sheet, columns),
            "standings": {each.option: each for each in sheet.standings},
            "hidden": len(sheet.options) - len(columns),
            "silent": sheet.silent,
            "struck": access.struck_of(poll),
            "answered": len(sheet.people) - len(sheet.silent),
        },
    )


def remind(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A mail to those who have not answered, once a day at most."""
    poll = access.get_poll_to_run(request.user, pk)
    if request.method == "POST":
        try:
            told = services.remind(actor=request.user, poll=poll)
        except services.NobodySilent:
            messages.info(request, _("Nobody is to be reminded today: all have answered, or got a mail today already."))
        except services.Over:
            messages.warning(request, _("The time for answers is over. Choose a date, or take answers for longer."))
        else:
            messages.success(request, _("%(n)s people who have not answered get a mail.") % {"n": told})
    return redirect("polls:result", pk)


def extend(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take answers for longer."""
    poll = access.get_poll_to_run(request.user, pk)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.extend(actor=request.user, poll=poll, last_day=form.cleaned_data["last_day"])
        except services.CannotAsk:
            form.add_error("last_day", _("Please choose a later day than now, before the last proposed date."))
        except services.Over:
            return _settled(request, pk)
        else:
            messages.success(
                request,
                _("Answers are taken until %(day)s. Who has not answered gets a mail that says so.")
                % {"day": wareki(poll.last_day)},
            )
            return redirect("polls:result", pk)
    context = {"form": form, "poll": poll}
    return render(request, "meetings/polls/extend.html", context, status=422 if form.errors else 200)


def strike(request: PersonRequest, pk: UUID, option_id: UUID) -> HttpResponse:
    """Offer a slot no more; the page of results can put it back."""
    option = access.get_option_to_run(request.user, pk, option_id)
    if request.method == "POST":
        words = {"slot": slot_words((option.start, option.end))}
        try:
            services.strike(actor=request.user, option=option)
        except services.LastSlot:
            messages.warning(request, _("This is the last date. If it is off as well, take the question back."))
        except services.Over:
            return _settled(request, pk)
        else:
            messages.success(request, _("%(slot)s is offered no more. You can put it back below.") % words)
    return redirect("polls:result", pk)


def put_back(request: PersonRequest, pk: UUID, option_id: UUID) -> HttpResponse:
    """Offer a struck slot again."""
    option = access.get_option_to_run(request.user, pk, option_id)
    if request.method == "POST":
        try:
            services.put_back(actor=request.user, option=option)
        except services.Over:
            return _settled(request, pk)
        messages.success(request, _("%(slot)s is offered again.") % {"slot": slot_words((option.start, option.end))})
    return redirect("polls:result", pk)


def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what taking back does, and take the question back."""
    poll = access.get_poll_to_run(request.user, pk)
    if request.method == "POST":
        try:
            services.withdraw(actor=request.user, poll=poll)
        except services.Over:
            return _settled(request, pk)
        messages.success(request, _("The question is taken back. Everybody asked gets a mail that says so."))
        return redirect("meetings:list")
    return render(request, "meetings/polls/withdraw.html", {"poll": poll})


def enter(request: PersonRequest, pk: UUID, person_id: UUID) -> HttpResponse:
    """Enter what somebody said by phone or FAX."""
    person = access.get_person_to_run(request.user, pk, person_id)
    form = EnterForm(
        request.POST or None, options=access.options_of(person.poll), answers=access.answers_of(person), person=person
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.enter_answer(actor=request.user, person=person, answer=form.answer(), way=form.cleaned_data["way"])
        except services.Over:
            return _settled(request, pk)
        messages.success(request, _("The answer of %(name)s is entered.") % {"name": person.user.full_name})
        return redirect("polls:result", pk)
    context = {"form": form, "person": person, "poll": person.poll}
    return render(request, "meetings/polls/enter.html", context, status=422 if form.errors else 200)


def renew(request: PersonRequest, pk: UUID, person_id: UUID) -> HttpResponse:
    """A new link for somebody; the one of the earlier mail opens nothing any more."""
    person = access.get_person_to_run(request.user, pk, person_id)
    if request.method == "POST":
        try:
            services.renew_link(actor=request.user, person=person)
        except services.Over:
            return _settled(request, pk)
        messages.success(
            request,
            _("%(name)s gets a mail with a new link. The earlier one opens nothing any more.")
            % {"name": person.user.full_name},
        )
    return redirect("polls:result", pk)


def choose(request: PersonRequest, pk: UUID, option_id: UUID) -> HttpResponse:
    """Say what deciding does, and decide: the meeting is made, called, and everybody asked invited."""
    poll = access.get_poll_to_run(request.user, pk)
    sheet = access.sheet_of(poll)
    found = next((each for each in ranked(sheet) if each.option.pk == option_id), None)
    if found is None:
        raise Http404
    met = found.standing.met
    form = None if met else ChooseForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        try:
            meeting = services.choose(actor=request.user, poll=poll, option=found.option, reason=reason)
        except services.NeedsReason:
            messages.warning(request, _("An answer changed meanwhile. Please look again before you decide."))
        except (services.Over, services.Passed):
            return _settled(request, pk)
        else:
            messages.success(request, _("The date is decided, and everybody asked is invited. Next, add the items."))
            return redirect("meetings:meeting", meeting.pk)
    guests = access.guests_for(poll, found.option)
    occasion = Occasion(found.option.start, found.option.end, poll.place)
    hints = hints_about(request.user, occasion, guests)
    context = {"poll": poll, "found": found, "form": form, "guests": guests, "hints": hints}
    return render(request, "meetings/polls/choose.html", context, status=422 if form and form.errors else 200)


def _settled(request: HttpRequest, pk: UUID) -> HttpResponse:
    messages.warning(
        request, _("That is not possible any more: the question was decided, taken back, or its time is over.")
    )
    return redirect("polls:result", pk)


# --- who is asked --------------------------------------------------------------------------------


def answer(request: PersonRequest, pk: UUID) -> HttpResponse:
    """All slots with ○, △ and ×; changed as often as one likes until the deadline."""
    person = access.get_asked(request.user, pk)
    answers, options = access.answers_of(person), access.options_of(person.poll)
    form = AnswerForm(request.POST or None, options=options, answers=answers, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_poll(actor=request.user, person=person, answer=form.answer())
        except services.Over:
            messages.warning(request, _("The time for answers is over. Please call the secretariat."))
        else:
            messages.success(request, _("Thank you. Until the deadline you can change your answer here."))
        return redirect("polls:answer", pk)
    context = {"form": form, "person": person, "poll": person.poll, "answered": len(answers), "options": options}
    context["struck"] = access.struck_of(person.poll)
    if person.poll.shows_answers:
        sheet = access.sheet_of(person.poll)
        context |= {"columns": sheet.options, "rows": rows_of(sheet, sheet.options)}
        context["cards"] = cards_of(sheet, sheet.options)
    return render(request, "meetings/polls/answer.html", context, status=422 if form.errors else 200)


def link(request: HttpRequest, token: str) -> HttpResponse:
    """The same without a login, by the link of the mail; opening it changes nothing. Wrong, old, replaced and over: one page, 404."""
    person = access.person_of_link(token)
    if person is None:
        return render(request, "meetings/polls/link_over.html", status=404)
    answers, options = access.answers_of(person), access.options_of(person.poll)
    form = AnswerForm(request.POST or None, options=options, answers=answers, person=person, keeps_words=True)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_poll(actor=person.user, person=person, answer=form.answer(), way="link")
        except services.Over:
            return render(request, "meetings/polls/link_over.html", status=404)
        messages.success(request, _("Thank you. Until the deadline you can change your answer here."))
        return redirect("polls:link", token)
    context = {"form": form, "person": person, "poll": person.poll, "answered": len(answers), "options": options}
    context["struck"] = access.struck_of(person.poll)
    return render(request, "meetings/polls/link.html", context, status=422 if form.errors else 200)
