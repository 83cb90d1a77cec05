"""Controls against abuse, and for each the few lines without which it is gone: a test must notice.

``abuse`` is the number of the case in the threat model (docs/abuse-cases.md).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Removal:
    """Take ``lines`` of ``file`` out (put ``instead`` in their place): then ``test`` must fail."""

    control: str
    abuse: int
    file: str
    lines: str
    instead: str
    test: str


REMOVALS = (
    Removal(
        control="default deny: an unlisted door asks for everything",
        abuse=1,
        file="portal/gate/levels.py",
        lines="        return Level.VERIFIED\n    return Level.PLEDGED",
        instead="        return Level.VERIFIED\n    return Level.PUBLIC",
        test="tests/doors/test_every_door.py::test_a_door_answers_as_its_row_says[meetings:meeting]",
    ),
    Removal(
        control="need-to-know: only who is called to the item",
        abuse=4,
        file="meetings/agenda/need.py",
        lines="    if facts.summoned:\n",
        instead="    if True:\n",
        test="tests/meetings/agenda/test_need.py::test_every_combination_is_decided_as_the_second_way_says",
    ),
    Removal(
        control="need-to-know: recusal stands above every role",
        abuse=4,
        file="meetings/agenda/need.py",
        lines='    if facts.recused:\n        return "recused"\n',
        instead="",
        test="tests/meetings/agenda/test_need.py::test_every_combination_is_decided_as_the_second_way_says",
    ),
    Removal(
        control="need-to-know: lists leave out what one is recused from",
        abuse=4,
        file="meetings/agenda/access.py",
        lines='.exclude(pk__in=standing_recusals().filter(user=user).values("item"))',
        instead="",
        test="tests/meetings/agenda/test_recusal.py::test_who_runs_the_meeting_sees_no_gap",
    ),
    Removal(
        control="need-to-know: a seat ends with its term",
        abuse=6,
        file="meetings/agenda/need.py",
        lines='    if not facts.role:\n        return "seat"\n',
        instead="",
        test="tests/meetings/agenda/test_need.py::test_every_combination_is_decided_as_the_second_way_says",
    ),
    Removal(
        control="an account is stopped from whatever addresses its wrong passwords come",
        abuse=9,
        file="portal/settings.py",
        lines='AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]',
        instead='AXES_LOCKOUT_PARAMETERS = ["ip_address", "ip_address"]',
        test="tests/portal/accounts/test_lockout.py::test_so_do_wrong_passwords_from_many_real_addresses",
    ),
    Removal(
        control="an address that a stranger made up is not believed",
        abuse=9,
        file="portal/audit/origin.py",
        lines='.rpartition(",")[2] if behind_proxy else ""',
        instead='.rpartition(",")[2]',
        test="tests/portal/audit/test_origin.py::test_the_address_is_one_that_somebody_we_know_said",
    ),
    Removal(
        control="a stolen list of logins opens nothing: only the digest of a key is stored",
        abuse=20,
        file="portal/sessions/models.py",
        lines="    return hashlib.sha256(session_key.encode()).hexdigest()",
        instead="    return session_key",
        test="tests/portal/sessions/test_store.py::test_a_stolen_list_opens_nothing",
    ),
    Removal(
        control="a login ends when nothing came for a while",
        abuse=14,
        file="portal/sessions/models.py",
        lines='        return "idle" if self.user_id',
        instead='        return "" if self.user_id',
        test="tests/portal/sessions/test_store.py::test_a_login_ends_when_nothing_came_for_a_while",
    ),
    Removal(
        control="a new key at the second factor: who planted the old one stays outside",
        abuse=13,
        file="portal/mfa/views.py",
        lines="    request.session.cycle_key()\n",
        instead="",
        test="tests/portal/mfa/test_doors.py::test_the_code_lets_in_under_a_new_session_id",
    ),
    Removal(
        control="open sockets are asked again each second, whatever told nobody",
        abuse=6,
        file="minutes/rooms/watch.py",
        lines="                await self._recheck()\n",
        instead="                await asyncio.sleep(0)\n",
        test="tests/minutes/rooms/test_revocation.py::test_the_term_ends_at_midnight_though_nothing_happens",
    ),
    Removal(
        control="a password alone is one step, not two",
        abuse=2,
        file="portal/accounts/access.py",
        lines=" and user.is_verified() and user.otp_device.confirmed",
        instead="",
        test="tests/doors/test_every_door.py::test_a_door_answers_as_its_row_says[home]",
    ),
    Removal(
        control="two vouch for who runs a body: until a second one agreed, the seat runs nothing",
        abuse=16,
        file="meetings/bodies/models.py",
        lines="RUNS = Q(role__in=RUNNING, agreed_at__isnull=False)",
        instead="RUNS = Q(role__in=RUNNING)",
        test="tests/meetings/seats/test_agreement.py::test_until_then_they_are_a_member_like_others",
    ),
    Removal(
        control="two vouch for who runs a body: nobody is in their charge before",
        abuse=16,
        file="meetings/bodies/models.py",
        lines="return self.role in RUNNING and self.agreed_at is not None",
        instead="return self.role in RUNNING",
        test="tests/meetings/seats/test_agreement.py::test_who_one_alone_made_chair_or_secretariat_is_no_second_person[chair-reset]",
    ),
    Removal(
        control="two vouch for who runs a body: in the items too",
        abuse=16,
        file="meetings/bodies/models.py",
        lines="return str(self.Role.MEMBER) if self.waits else self.role",
        instead="return self.role",
        test="tests/meetings/seats/test_agreement.py::test_who_one_alone_made_chair_or_secretariat_is_no_second_person[chair-recusal]",
    ),
    Removal(
        control="two vouch for who runs a body: who gave the seat is not the second one",
        abuse=16,
        file="meetings/seats/access.py",
        lines='    if user.pk == seat.given_by_id:\n        return "given"\n',
        instead="",
        test="tests/meetings/seats/test_agreement.py::test_who_gave_the_seat_reads_why_they_cannot_agree",
    ),
    Removal(
        control="two vouch for who runs a body: nobody is agreed to whose mailbox can still be exchanged",
        abuse=16,
        file="meetings/seats/services.py",
        lines="    running.update(given_by=actor, agreed_by=None, agreed_at=None)\n",
        instead="",
        test="tests/meetings/seats/test_agreement.py::test_another_mailbox_asks_anew",
    ),
    Removal(
        control="a seat in a body does not make one answer for a person who audits, edits the site or operates it",
        abuse=16,
        file="portal/accounts/helping.py",
        lines="not is_for_the_host(person) and ",
        instead="",
        test="tests/meetings/seats/test_answering.py::test_one_who_seats_an_auditor_editor_or_superuser_does_not_come_in_as_them",
    ),
    Removal(
        control="what somebody of the portal opened before a person audits or edits leads nowhere",
        abuse=16,
        file="portal/accounts/access.py",
        lines=" and (invitation.invited_by_id is None or not is_for_the_host(invitation.user))",
        instead="",
        test="tests/meetings/seats/test_before_the_host.py::test_an_invitation_from_before_leads_nowhere",
    ),
    Removal(
        control="nobody stops the devices of an auditor, an editor or the superuser by giving them a seat",
        abuse=16,
        file="portal/resets/services.py",
        lines="    if is_for_the_host(subject):\n        raise ForTheHost\n",
        instead="",
        test="tests/meetings/seats/test_alone.py::test_nor_their_devices_and_nobody_is_mailed",
    ),
    Removal(
        control="nobody makes the term longer in which they run a body",
        abuse=16,
        file="meetings/bodies/services.py",
        lines="    if seat.runs and seat.user_id == actor.pk:\n        raise OwnTerm\n",
        instead="",
        test="tests/meetings/seats/test_alone.py::test_nobody_makes_the_term_longer_in_which_they_run_the_body",
    ),
    Removal(
        control="two publish a pledge text that binds several bodies: never its author, and only who runs the rest",
        abuse=25,
        file="portal/pledge/services.py",
        lines="if actor.pk == handed.drafted_by_id or not may_publish(handed.series, handed.drafted_by, actor):",
        instead="if False:",
        test="tests/meetings/pledges/test_drafts.py::test_nobody_else_publishes_it_not_even_its_author",
    ),
    Removal(
        control="no door to a case opens without a pledge in force",
        abuse=3,
        file="portal/gate/rules.py",
        lines="return Level.PLEDGED if has_pledge_in_force(user) else Level.VERIFIED",
        instead="return Level.PLEDGED",
        test="tests/doors/test_every_door.py::test_a_door_answers_as_its_row_says[meetings:list]",
    ),
    Removal(
        control="an invitation is over after five wrong codes",
        abuse=8,
        file="portal/accounts/services.py",
        lines="            locked.tries_left = max(0, locked.tries_left - 1)\n",
        instead="",
        test="tests/portal/accounts/test_invitations.py::test_wrong_codes_are_counted_and_then_it_is_over",
    ),
    Removal(
        control="who edits the site opens no case: nothing of it is registered at the desk's doors",
        abuse=17,
        file="portal/gate/levels.py",
        lines="    if view_name.startswith(CLOSED):\n        return Level.CLOSED\n",
        instead="",
        test="tests/portal/accounts/test_editors.py::test_not_even_the_superuser_changes_a_person_at_the_desk",
    ),
    Removal(
        control="a socket opens for our own pages only: scheme, host and port",
        abuse=19,
        file="portal/gate/ws.py",
        lines='headers.get(b"origin", b"").decode("latin1").lower() not in self.origins',
        instead="False",
        test="tests/minutes/rooms/test_sockets.py::test_a_page_of_another_origin_is_refused",
    ),
    Removal(
        control="a sealed value opens in its own row only",
        abuse=20,
        file="portal/crypto/fields.py",
        lines="|{owner}",
        instead="",
        test="tests/portal/crypto/test_fields.py::test_a_value_does_not_open_in_another_row",
    ),
    Removal(
        control="a confirmation is what the server signed, column by column",
        abuse=22,
        file="minutes/signoff/services.py",
        lines='return verify("signoff", signoff.record, signoff.seal)',
        instead="return True",
        test="tests/minutes/signoff/test_services.py::test_no_column_of_a_confirmation_can_be_altered_unseen",
    ),
    Removal(
        control="a code counts once",
        abuse=11,
        file="portal/mfa/models.py",
        lines="step > self.last_step",
        instead="True",
        test="tests/portal/mfa/test_codes.py::test_a_used_code_is_refused_in_words_of_its_own",
    ),
    Removal(
        control="nobody nests nodes until their deletion ends the process",
        abuse=25,
        file="minutes/rooms/levels.py",
        lines="        if level > NESTING:\n",
        instead="        if False:\n",
        test="tests/minutes/rooms/test_levels.py::test_a_chain_of_nodes_and_the_deletion_of_its_first_end_no_process",
    ),
)
