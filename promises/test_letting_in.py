"""A link reaches the one it is for and nobody else, and a role from elsewhere waits for her own yes."""

import re
from base64 import urlsafe_b64decode
from datetime import timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.access.actor import NOBODY, machine
from brobygger.access.who import actor_for
from brobygger.access.zones import at_sign_in, enter
from brobygger.base.decision import NotFound, Refused
from brobygger.contact import sending
from brobygger.contact.models import Message
from brobygger.contact.ports import Answer, Outcome
from brobygger.staff import actions, invitations, queries
from brobygger.staff.models import Membership, RoleOffer, Worker
from brobygger.staff.states import Way
from brobygger.trail.models import Entry
from conftest import give_role

NEW = "en helt ny sætning"
PASSWORD = "en lang kode til prøver"


@pytest.fixture(autouse=True)
def plain(settings):
    """No mail leaves unless a test says so, and no one has tried to sign in before."""
    settings.SMTP_URL, settings.JOBS_INLINE = "", True
    cache.clear()


@pytest.fixture
def mail(settings):
    settings.SMTP_URL = "smtp://mail.invalid"


@pytest.fixture
def delivered(monkeypatch, cast):
    """What has reached the wire when everything that waits in the zone has gone: to whom, and the words."""
    reached = []

    class Wire:
        def deliver(self, envelope):
            reached.append((envelope.to, envelope.text))
            return Answer(Outcome.TAKEN)

    def all_of(zone=None):
        enter(machine((zone or cast.zone).pk))
        with monkeypatch.context() as wired:
            wired.setattr(sending, "port_for", lambda channel: Wire())
            for message in Message.objects.filter(state="waiting"):
                sending.deliver(message_id=message.pk, zone_id=message.zone_id, at=timezone.now())
        return reached

    return all_of


def invite(cast, by="leader", **changed):
    told = {"name": "Ny Kollega", "email": "ny@brobygger.invalid", "role": "worker", "zone_id": cast.zone.pk} | changed
    return actions.invite_worker(**told, by=cast.actor(by), at=timezone.now())


def accept(token, password=NEW):
    return actions.accept_invitation(token=token, password=password, by=NOBODY, at=timezone.now())


def comes_in(worker):
    """She signs in with her password, as from a browser of her own."""
    client = Client()
    client.post(reverse("account_login"), {"login": worker.email, "password": NEW})
    assert client.get(reverse("my_account")).status_code == 200
    with at_sign_in():
        worker.refresh_from_db()
    return client


def noted(zone, *what):
    enter(machine(zone.pk))
    return list(Entry.objects.filter(what__in=what, zone=zone).order_by("id").values_list("what", "by_id"))


def _same(page, email):
    """What stands on the page, whichever address was asked about."""
    return re.search(r"<main.*</main>", page, re.DOTALL).group().replace(email, "X")


def link_in(text):
    return "/v/" + text.partition("/v/")[2].split()[0]


# -- by mail ----------------------------------------------------------------------------------------------------------


def test_the_link_goes_to_her_address_and_the_inviter_never_sees_it(cast, client, mail, delivered):
    client.force_login(cast.leader)
    told = {"name": "Ny Kollega", "email": "ny@brobygger.invalid", "role": "worker", "zone": cast.zone.pk}
    page = client.post(reverse("invite"), told, follow=True).content.decode()
    assert "/v/" not in page
    assert "ny@brobygger.invalid" in page
    ((to, text),) = delivered()
    assert to == "ny@brobygger.invalid"
    hers = Client()
    assert hers.post(link_in(text), {"password": NEW, "again": NEW}).status_code == 302
    cast.actor("leader")
    worker = Worker.objects.get(email=to)
    comes_in(worker)
    assert worker.own_since is not None
    assert noted(cast.zone, "staff.link_sent", "staff.link_printed") == [("staff.link_sent", cast.leader.pk)]
    assert "/v/" not in str(list(Entry.objects.values()))


def test_the_outbox_shows_the_leader_no_link(cast, client, mail, delivered):
    invite(cast)
    ((_to, text),) = delivered()
    client.force_login(cast.leader)
    message = Message.objects.get()
    for page in (reverse("outbox"), reverse("outbox_message", args=[message.pk])):
        assert link_in(text) not in client.get(page).content.decode()


def test_the_demonstration_sends_no_link_where_colleagues_read_the_outbox(cast, mail, settings):
    settings.DEMO = True
    assert invite(cast).token
    assert not Message.objects.exists()


# -- nobody takes over an account -------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["leader", "administrator"])
@pytest.mark.parametrize("victim", ["assessor", "strange_leader", "counsellor", "second_leader", "owner"])
@pytest.mark.parametrize("has_mail", [True, False])
def test_no_one_is_given_a_link_to_a_colleagues_account(cast, client, settings, by, victim, has_mail, delivered):
    settings.SMTP_URL = "smtp://mail.invalid" if has_mail else ""
    victim = getattr(cast, victim)
    before = actor_for(victim.pk)
    client.force_login(getattr(cast, by))
    told = {"name": "X", "email": victim.email.upper(), "role": "employee", "zone": cast.zone.pk}
    page = client.post(reverse("invite"), told, follow=True).content.decode()
    elsewhere = cast.zone.pk not in before.zones()
    found = re.findall(r"/v/[\w-]+/", page + str(delivered()))
    assert len(found) == elsewhere
    for link in found:  # it leads her to her own account, and opens nothing else
        for _ in range(2):
            answer = Client().post(link, {"password": NEW, "again": NEW})
            assert answer.url == f"{reverse('account_login')}?next={reverse('my_account')}"
    with at_sign_in():
        victim.refresh_from_db()
    assert victim.check_password(PASSWORD)
    assert actor_for(victim.pk).roles == (before.roles if elsewhere else before.roles | {("employee", cast.zone.pk)})


def test_a_link_of_one_zone_is_not_renewed_by_another(cast, mail, delivered):
    worker = invite(cast).worker
    offer = invite(cast, by="leader", role="employee").offer
    assert invite(cast, by="strange_leader", zone_id=cast.other_zone.pk).worker == worker
    with pytest.raises(NotFound):
        actions.renew_invitation(offer_id=offer.pk, by=cast.actor("strange_leader"), at=timezone.now())


@pytest.mark.parametrize("account", ["a passkey", "a role elsewhere"])
def test_a_link_from_others_chooses_no_password_of_one_who_has_an_account(cast, account):
    asked = invite(cast)
    if account == "a passkey":
        with at_sign_in():
            Worker.objects.filter(pk=asked.worker.pk).update(last_login=timezone.now())
    else:
        give_role(asked.worker, cast.koege, "employee")
    with pytest.raises(Refused, match="invitation_not_valid"):
        accept(asked.token)


@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_role_that_is_long_over_is_asked_for_anew_wherever_she_works_now(cast, client, elsewhere):
    cast.actor("leader")
    row = Membership.objects.get(worker=cast.owner)
    row.until = timezone.localdate() - timedelta(days=2)
    row.save()
    if elsewhere:
        give_role(cast.owner, cast.koege, "assessor")
    client.force_login(cast.leader)
    assert reverse("keep_role", args=[row.pk]) not in client.get(reverse("staff")).content.decode()
    with pytest.raises(Refused, match="role_is_over"):
        actions.keep_role(membership_id=row.pk, by=cast.actor("leader"), at=timezone.now())


# -- inviting tells nothing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("has_mail", [True, False])
def test_inviting_tells_not_whether_an_address_is_known_elsewhere(cast, settings, delivered, has_mail):
    """Neither the answer nor the list of colleagues, the outbox, the trail or the number of letters; until her yes."""
    settings.SMTP_URL = "smtp://mail.invalid" if has_mail else ""
    with at_sign_in():
        Worker.objects.filter(pk=cast.stranger.pk).update(name="Et Andet Navn", language="en")
        Worker.objects.filter(pk=cast.assessor.pk).update(last_login=timezone.now())
    shown = []
    for email in ("ukendt@brobygger.invalid", cast.stranger.email, cast.assessor.email.upper()):
        with transaction.atomic():
            client = Client()
            client.force_login(cast.leader)
            told = {"name": "Ny Kollega", "email": email, "role": "worker", "zone": cast.zone.pk}
            answers = [client.post(reverse("invite"), told, follow=True)]
            answers += [client.get(reverse(page)) for page in ("staff", "outbox")]
            message = Message.objects.filter(zone=cast.zone).last()
            answers += [client.get(reverse("outbox_message", args=[message.pk]))] if message else []
            offer = RoleOffer.objects.get(zone=cast.zone)
            answers += [client.post(reverse("invite"), told), client.post(reverse("new_link", args=[offer.pk]))]
            pages = [
                re.sub(
                    r"/v/[\w-]+|base64,[^\"]*|\b\w{64}\b|\d+", "#", _same(page.content.decode().lower(), email.lower())
                )
                for page in answers
                if page.content
            ]
            letters = [text.partition("/v/")[0] for _to, text in delivered()]
            cast.actor("officer")
            entries = list(
                Entry.objects.filter(what__startswith="staff.")
                .order_by("pk")
                .values_list("what", "by_id", "about_kind")
            )
            shown.append(([page.status_code for page in answers], pages, letters, entries, len(letters)))
            transaction.set_rollback(True)
        delivered().clear()
    assert shown[0] == shown[1] == shown[2]
    assert has_mail == bool(shown[0][-1])


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize("email", ["stranger", "assessor", "gone"])
def test_whoever_opens_a_printed_link_learns_not_whether_there_is_an_account(cast, email, signed_in):
    """Nor by reading the link, by a password that is like the name, or by the answer to one that is good."""
    with at_sign_in():
        Worker.objects.filter(pk=cast.stranger.pk).update(
            name="Et Andet Navn", language="en", last_login=timezone.now()
        )
        Worker.objects.create_user("gone@brobygger.invalid", PASSWORD, name="Holdt Op", is_active=False)
    shown = []
    for address in ("ukendt@brobygger.invalid", f"{email}@brobygger.invalid"):
        with transaction.atomic():
            token = invite(cast, email=address).token
            told = signing.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode(), salt=invitations.SALT)
            client, link = Client(), reverse("accept_invitation", args=[token])
            if signed_in:
                client.force_login(cast.leader)
            pages = [client.get(link)] + [client.post(link, one) for one in ({}, {"password": "kort"})]
            after = client.post(link, {"password": "et andet navn", "again": "et andet navn"}, follow=True)
            answers = [(page.status_code, _plain(page, address)) for page in [*pages, after]]
            left = sorted(client.cookies)
            shown.append((answers, after.redirect_chain, left, [type(one) for one in told], told[0]))
            transaction.set_rollback(True)
    assert shown[0] == shown[1]
    assert "Et Andet Navn" not in str(shown)


def _plain(page, email):
    return re.sub(r"/v/[\w-]+|\b\w{64}\b|id_\w+|\d+", "#", _same(page.content.decode(), email))


def test_one_who_has_an_account_and_is_signed_in_comes_to_her_question(cast):
    client = Client()
    client.force_login(cast.stranger)
    link = reverse("accept_invitation", args=[invite(cast, email=cast.stranger.email).token])
    assert cast.zone.name in client.get(link, follow=True).content.decode()
    assert client.post(link, {"password": NEW, "again": NEW}).url == reverse("my_account")
    with at_sign_in():
        cast.stranger.refresh_from_db()
    assert cast.stranger.check_password(PASSWORD)


def test_one_who_is_new_is_a_colleague_when_she_has_come_in(cast, client):
    client.force_login(cast.leader)
    asked = invite(cast)
    assert actor_for(asked.worker.pk).zones() == frozenset()
    accept(asked.token)
    assert not RoleOffer.objects.filter(state="waiting").exists()
    row = Membership.objects.get(worker=asked.worker)
    assert (row.role, row.zone) == ("worker", cast.zone)
    asks = [("staff.role_offered", cast.leader.pk), ("staff.role_taken", None)]
    assert noted(cast.zone, "staff.role_offered", "staff.role_taken") == asks


# -- on paper ---------------------------------------------------------------------------------------------------------


def test_on_paper_the_link_is_shown_once_to_be_printed_and_kept_nowhere(cast, client):
    client.force_login(cast.leader)
    told = {"name": "Ny Kollega", "email": "ny@brobygger.invalid", "role": "worker", "zone": cast.zone.pk}
    page = client.post(reverse("invite"), told)
    assert "/v/" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert "/v/" not in client.get(reverse("staff")).content.decode()
    assert "/v/" not in str(dict(client.session))
    assert noted(cast.zone, "staff.link_printed") == [("staff.link_printed", cast.leader.pk)]


def test_the_printer_who_uses_the_link_herself_is_not_two_persons(cast, client):
    """Whatever she then does with the account: another password, a sign-in, a key of her own."""
    worker = accept(invite(cast, role="programme_leader").token)
    comes_in(worker)
    assert worker.own_since is None
    assert queries.second_of_two(actor_for(worker.pk), cast.leader.pk).reason == "not_yet_ones_own"
    assert queries.second_of_two(cast.actor("second_leader"), worker.pk).reason == "first_not_yet_own"
    with pytest.raises(Refused, match="let_her_in_oneself"):
        actions.vouch_for(worker_id=worker.pk, password=PASSWORD, by=cast.actor("leader"), at=timezone.now())
    with pytest.raises(NotFound):
        actions.vouch_for(worker_id=worker.pk, password=PASSWORD, by=actor_for(worker.pk), at=timezone.now())
    # Nor does she let in another, for whom the printer could then vouch.
    with pytest.raises(NotFound):
        actions.invite_worker(
            name="Y", email="y@brobygger.invalid", role="worker", zone_id=cast.zone.pk, by=actor_for(worker.pk),
            at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("by", "role", "page"), [("administrator", "worker", "call_list"), ("leader", "worker", "call_list")]
)
def test_an_account_that_its_printer_may_use_opens_nothing_and_inherits_nothing(cast, by, role, page):
    worker = accept(invite(cast, by=by, role=role).token)
    browser = comes_in(worker)
    assert actor_for(worker.pk).zones() == frozenset()
    assert browser.get(reverse(page)).status_code == 404
    enter(machine(cast.zone.pk))
    assert worker.pk not in {one.worker_id for one in queries.team(cast.zone.pk, timezone.localdate())}
    actions.vouch_for(worker_id=worker.pk, password=PASSWORD, by=cast.actor("second_leader"), at=timezone.now())
    assert browser.get(reverse(page)).status_code == 302  # whoever printed the link may be the one who is signed in
    browser.post(reverse("account_login"), {"login": worker.email, "password": PASSWORD})
    assert browser.get(reverse(page)).status_code == 200
    assert worker.pk in {one.worker_id for one in queries.team(cast.zone.pk, timezone.localdate())}


def test_another_leader_confirms_who_it_is(cast, client):
    worker = accept(invite(cast, role="programme_leader").token)
    client.force_login(cast.second_leader)
    assert client.post(reverse("vouch", args=[worker.pk])).status_code == 409  # she has not signed in yet
    comes_in(worker)
    assert str(worker) in client.get(reverse("vouch", args=[worker.pk])).content.decode()
    told = {"password": PASSWORD, "again": "noget andet, der er langt"}
    assert client.post(reverse("vouch", args=[worker.pk]), told).status_code == 422
    client.post(reverse("vouch", args=[worker.pk]), told | {"again": PASSWORD})
    worker.refresh_from_db()
    assert worker.vouched_by == cast.second_leader
    lost = client.post(reverse("vouch", args=[worker.pk]), told | {"again": PASSWORD})
    assert (lost.status_code, "Det er bekræftet i mellemtiden" in lost.content.decode()) == (409, True)
    assert queries.second_of_two(actor_for(worker.pk), cast.leader.pk)
    assert noted(cast.zone, "staff.vouched_for") == [("staff.vouched_for", cast.second_leader.pk)]


@pytest.mark.parametrize("like", ["owner@brobygger.ınvalid", "ſtranger@brobygger.invalid", "lİder@brobygger.invalid"])
def test_an_address_in_letters_that_look_like_others_is_nobodys(cast, like):
    told = {"name": "Ny", "role": "worker", "zone_id": cast.zone.pk, "at": timezone.now()}
    with pytest.raises(Refused, match="address_in_other_letters"):
        actions.invite_worker(email=like, by=cast.actor("leader"), **told)


def test_a_link_is_used_once_and_a_new_one_makes_it_void(cast):
    first = invite(cast)
    second = actions.renew_invitation(offer_id=first.offer.pk, by=cast.actor("leader"), at=timezone.now())
    with pytest.raises(Refused, match="invitation_not_valid"):
        accept(first.token)
    assert accept(second.token).check_password(NEW)
    with pytest.raises(Refused, match="invitation_not_valid"):
        accept(second.token)


def test_a_link_of_one_zone_is_dead_when_another_zone_has_let_her_in(cast):
    """Printed, never used, and taken back or not: what lies in the drawer opens nothing that came later."""
    first, second = invite(cast), invite(cast, role="employee")
    later = invite(cast, by="project_leader", zone_id=cast.koege.pk, role="employee")
    actions.withdraw_offer(offer_id=first.offer.pk, by=cast.actor("leader"), at=timezone.now())
    assert accept(later.token).pk == first.worker.pk
    for link in (first, second):
        with pytest.raises(Refused, match="invitation_not_valid"):
            accept(link.token)
    assert actor_for(first.worker.pk).zones() == frozenset()  # on paper, until another leader knows who it is
    enter(machine(cast.zone.pk))
    assert not Membership.objects.filter(worker=first.worker).exists()


@pytest.mark.parametrize(("asked", "holds"), [(False, timedelta(days=7)), (True, timedelta(hours=2))])
def test_a_link_grows_old(cast, monkeypatch, asked, holds):
    token = invitations.token_for(cast.owner, Way.MAIL, asked=asked)
    assert (invitations.opened(token).worker, invitations.opened(token).way) == (cast.owner, Way.MAIL)
    later = timezone.now() + holds + timedelta(minutes=1)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    with pytest.raises(Refused, match="invitation_not_valid"):
        invitations.opened(token)


@pytest.mark.parametrize("token", ["", "noget andet", "a:b:c", "æøå", "YQ", "AAAA====", "\x00", "x" * 5000])
def test_a_false_link_opens_nothing(cast, token):
    with pytest.raises(Refused, match="invitation_not_valid"):
        invitations.opened(token)


# -- a role from another zone -----------------------------------------------------------------------------------------


def offered(cast, **changed):
    told = {"email": cast.stranger.email, "by": "leader", "role": "worker"} | changed
    assert not actor_for(invite(cast, **told).worker.pk).zones() & {cast.zone.pk}
    return RoleOffer.objects.get(state="waiting")


def test_a_role_from_another_zone_waits_for_her_yes_signed_in(cast, client):
    offer = offered(cast)
    assert actor_for(cast.stranger.pk).zones() == {cast.other_zone.pk}
    client.force_login(cast.stranger)
    assert cast.zone.name in client.get(reverse("my_account")).content.decode()
    client.post(reverse("answer_offer", args=[offer.pk]), {"answer": "yes"})
    assert actor_for(cast.stranger.pk).zones() == {cast.zone.pk, cast.other_zone.pk}
    hers = [("staff.role_offered", cast.leader.pk), ("staff.role_taken", cast.stranger.pk)]
    for zone in (cast.zone, cast.other_zone):
        assert noted(zone, "staff.role_offered", "staff.role_taken") == hers


def test_a_no_is_a_no_and_can_be_asked_again(cast, client):
    offer = offered(cast)
    client.force_login(cast.stranger)
    client.post(reverse("answer_offer", args=[offer.pk]), {"answer": "no"})
    assert actor_for(cast.stranger.pk).zones() == {cast.other_zone.pk}
    assert client.post(reverse("answer_offer", args=[offer.pk]), {"answer": "yes"}).status_code == 409
    assert offered(cast).pk != offer.pk


def test_the_giver_takes_the_question_back(cast, client):
    offer = offered(cast)
    with pytest.raises(Refused, match="has_offer_already"):
        invite(cast, email=cast.stranger.email)
    client.force_login(cast.strange_leader)
    assert client.post(reverse("withdraw_offer", args=[offer.pk])).status_code == 404
    client.force_login(cast.leader)
    client.post(reverse("withdraw_offer", args=[offer.pk]))
    client.force_login(cast.stranger)
    assert client.post(reverse("answer_offer", args=[offer.pk]), {"answer": "yes"}).status_code == 409
    for zone in (cast.zone, cast.other_zone):
        assert noted(zone, "staff.offer_withdrawn") == [("staff.offer_withdrawn", cast.leader.pk)]


def test_an_offer_lapses_and_is_nobody_elses(cast, client):
    offer = offered(cast)
    client.force_login(cast.colleague)
    assert client.post(reverse("answer_offer", args=[offer.pk]), {"answer": "yes"}).status_code == 404
    cast.actor("leader")
    RoleOffer.objects.update(lapses_on=timezone.localdate() - timedelta(days=1))
    client.force_login(cast.stranger)
    assert cast.zone.name not in client.get(reverse("my_account")).content.decode()
    assert client.post(reverse("answer_offer", args=[offer.pk]), {"answer": "yes"}).status_code == 409
    assert actor_for(cast.stranger.pk).zones() == {cast.other_zone.pk}
    offered(cast)


def test_an_account_made_for_her_address_beforehand_gains_nothing_by_a_later_zone(cast):
    """A leader elsewhere invites her address on paper and uses the link; then her real workplace invites her."""
    worker = accept(invite(cast, by="strange_leader", zone_id=cast.other_zone.pk).token)
    comes_in(worker)
    offer = invite(cast, email=worker.email).offer
    with pytest.raises(Refused, match="not_yet_ones_own"):
        actions.take_role(offer_id=offer.pk, by=actor_for(worker.pk), at=timezone.now())


# -- a forgotten password ---------------------------------------------------------------------------------------------


def test_she_asks_herself_and_the_answer_tells_nothing(cast, client, mail, delivered):
    answers = []
    for email in (cast.owner.email, "ukendt@brobygger.invalid"):
        page = client.post(reverse("account_reset_password"), {"email": email})
        answers.append((page.status_code, _same(page.content.decode(), email)))
    assert answers[0] == answers[1]
    ((to, text),) = delivered()
    assert to == cast.owner.email
    Client().post(link_in(text), {"password": NEW, "again": NEW})
    cast.actor("owner")
    cast.owner.refresh_from_db()
    assert cast.owner.check_password(NEW)
    assert noted(cast.zone, "staff.link_asked") == [("staff.link_asked", None)]


def test_asked_again_and_again_one_letter_goes(cast, client, mail, delivered):
    for _ in range(5):
        client.post(reverse("account_reset_password"), {"email": cast.owner.email})
    assert len(delivered()) == 1


def test_without_mail_nobody_gets_a_link_from_the_page(cast, client):
    page = client.post(reverse("account_reset_password"), {"email": cast.owner.email})
    assert "/v/" not in page.content.decode()
    assert not Message.objects.exists()


def test_her_own_link_makes_a_paper_account_hers_and_drops_the_keys_left_on_it(cast, client, mail, settings, delivered):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    settings.SMTP_URL = ""
    worker = accept(invite(cast).token)
    with at_sign_in():
        TOTP.activate(worker, generate_totp_secret())
    settings.SMTP_URL = "smtp://mail.invalid"
    client.post(reverse("account_reset_password"), {"email": worker.email})
    ((_to, text),) = delivered()
    Client().post(link_in(text), {"password": NEW, "again": NEW})
    with at_sign_in():
        assert not Authenticator.objects.filter(user=worker).exists()
    comes_in(worker)
    assert worker.own_since is not None


# -- a link signs nobody out ------------------------------------------------------------------------------------------


def test_a_link_used_where_a_colleague_is_signed_in_leaves_her_signed_in(cast, client):
    client.force_login(cast.owner)
    link = reverse("accept_invitation", args=[invite(cast).token])
    assert cast.owner.name in client.get(link).content.decode()
    page = client.post(link, {"password": NEW, "again": NEW}).content.decode()
    assert cast.owner.name in page
    assert client.get(reverse("my_account")).context["request"].user == cast.owner


def test_her_own_link_leaves_her_signed_in_here_and_nowhere_else(cast, client, mail):
    other = Client()
    for browser in (client, other):
        browser.force_login(cast.owner)
    link = reverse("accept_invitation", args=[invitations.token_for(cast.owner, Way.MAIL, asked=True)])
    client.post(link, {"password": NEW, "again": NEW})
    assert client.get(reverse("my_account")).status_code == 200
    assert other.get(reverse("my_account")).status_code == 302


@pytest.mark.parametrize("address", ["/h/koege/exit/", "open_exit_anywhere"])
def test_the_quick_exit_ends_what_is_open_and_signs_no_worker_out(cast, client, address):
    client.force_login(cast.owner)
    assert client.get(address if address.startswith("/") else reverse(address)).status_code == 302
    assert client.get(reverse("my_account")).status_code == 200


# -- the command line -------------------------------------------------------------------------------------------------


def run(*told):
    from click.testing import CliRunner

    from brobygger.config.command_line import main

    return CliRunner().invoke(main, told)


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_command_line_lets_the_first_leader_in_and_takes_over_nobody(cast):
    said = run("invite", "foerste@brobygger.invalid", "--name", "Første")
    worker = accept(said.stdout.strip().rsplit("/v/")[1].strip("/"))
    comes_in(worker)
    assert worker.own_since is not None
    taken = run("invite", cast.leader.email, "--name", "X")
    assert (taken.exit_code, "/v/" in taken.output) == (1, False)
    for _ in range(2):
        asked = run("invite", cast.assessor.email, "--name", "X")
        assert asked.exit_code == 0
        with pytest.raises(Refused, match="invitation_not_valid"):
            accept(asked.stdout.strip().rsplit("/v/")[1].strip("/"))
    assert actor_for(cast.assessor.pk).zones() == {cast.koege.pk}


@pytest.mark.django_db(databases=["default", "owner"])
def test_whoever_runs_the_program_makes_a_link_for_one_who_has_forgotten_and_each_zone_is_told(cast):
    give_role(cast.owner, cast.koege, "employee")
    said = run("password", cast.owner.email)
    assert accept(said.stdout.strip().rsplit("/v/")[1].strip("/")) == cast.owner
    for zone in (cast.zone, cast.koege):
        assert noted(zone, "staff.link_printed") == [("staff.link_printed", None)]
    assert run("password", "ukendt@brobygger.invalid").exit_code == 2
    with pytest.raises(NotFound):
        actions.print_link(email=cast.owner.email, by=cast.actor("administrator"), at=timezone.now())
