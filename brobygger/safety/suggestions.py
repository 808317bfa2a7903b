"""Our own suggestions for each section, in the person's voice, and as few of them as can be say what it is for: those
that do (a number of the police or of a helpline, a ban on contact) stay off the paper as any such line does.

On phones and accounts there are most: many are followed there, and through the children's things.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.safety.codes import Section

type Suggestions = Mapping[str, str | Promise]

SUGGESTIONS: Mapping[Section, Suggestions] = {
    Section.CONTACT: {
        "code_word": _("We have a word that says I am in trouble, and one that says all is well."),
        "who_knows_word": _("These people know the word, and what they do when they hear it: …"),
        "days_and_hours": _("I can be rung on these days and hours: …"),
        "no_answer": _("If I do not answer, you do this: …"),
    },
    Section.WARNING_SIGNS: {
        "see_it_coming": _("I can feel it coming when …"),
        "worse_days": _("Days that are often worse: paydays, handovers, parties, after alcohol."),
        "when_i_go": _("When I notice two of these things at once, I go."),
    },
    Section.DURING: {
        "exits": _("I stay near a door, and away from kitchen and bathroom."),
        "ring_112": _("I ring 112. If I cannot talk, I leave the line open."),
        "neighbour_rings": _("My neighbour rings 112 when there is noise, or a light in that window."),
        "give_in": _("I may give in, if that gets me through. I am the one who knows."),
    },
    Section.LEAVING: {
        "bag": _("My bag is packed and stands somewhere else: keys, charger, medicine, clothes, something dear."),
        "spare_keys": _("Spare keys for door and car lie with …"),
        "where_to": _("I can go to … at any hour. I have asked."),
        "how": _("I get there by … and pay with …"),
        "pets": _("The animals can stay with …"),
    },
    Section.AFTERWARDS: {
        "locks": _("Locks are changed, and the door has a chain and a peephole."),
        "routes": _("I change ways and times, and shop somewhere else."),
        "name_on_door": _("My name is not on the door, nor on the letter box."),
        "nothing_alone": _("I do not fetch my things alone. … comes along."),
    },
    Section.CHILDREN: {
        "get_out": _("The children know that they are to get out, and not to come between."),
        "can_ring": _("The children can ring 112, and say name and address."),
        "meeting_place": _("We meet at … if we leave separately."),
        "who_fetches": _("School and day care know who may fetch, and what to do if someone else comes."),
        "handover": _("The children are handed over at … and … is there too."),
    },
    Section.EVERYDAY: {
        "someone_at_work": _("One at my work knows, and takes my calls."),
        "seat": _("I am followed to the car or the bus."),
        "appointments": _("Letters, payslips and plans of duty do not come to the house."),
        "transport": _("I sit near the driver, and get off at another stop if someone follows."),
    },
    Section.DIGITAL: {
        "another_device": _("I look things up on a phone or computer that is only mine, or at the library."),
        "think_first": _("We talk through what may happen before I switch anything off: it may be noticed."),
        "new_codes": _("New codes for phone, mail and bank, made on another phone. Nobody could guess them."),
        "two_steps": _("Signing in takes two steps, and the second comes to a phone that is only mine."),
        "who_is_in": _("I have looked which devices are signed in to my accounts, and signed out those I do not know."),
        "shared_account": _("I have my own Apple or Google account, and have left the shared family."),
        "clouds": _("Photos, calendar, notes and backup are no longer shared in a cloud."),
        "messages_elsewhere": _("Messages do not show on another computer, tablet or watch."),
        "location": _("Location sharing is looked through: phone, maps, photos, and each app that may see where I am."),
        "tags": _("I have searched bag, coat, car, pram and toys for a tag, and my phone warns of unknown ones."),
        "car": _("The car's app and navigation are signed out everywhere. The workshop can take it off the car."),
        "children_devices": _("The children's phones, tablets and watches: their accounts, apps and location."),
        "consoles": _("The consoles and games: chat, friends, and who the account belongs to."),
        "mitid": _("MitID is only on my own phone. I have a new user ID and code, and the lost one is blocked."),
        "code_display": _("The MitID code display lies where only I can take it."),
        "eboks": _("Nobody else can read my Digital Post or my health pages: the reading rights are looked through."),
        "router": _("The router has a new code, and the devices on it are known to me."),
        "smart_home": _("Cameras, doorbell, speakers, heating and locks have a new owner, or are unplugged."),
        "subscription": _("The phone's subscription is in my own name, and so is the bill."),
        "keep_proof": _("I keep screenshots of messages and calls with date, somewhere only I can reach."),
    },
    Section.MONEY: {
        "own_account": _("I have an account of my own, and its letters do not come to the house."),
        "put_aside": _("Some money lies with …"),
        "papers": _("Passport, health card, birth and residence papers, or copies of them, lie with …"),
        "medicine": _("Medicine and prescriptions for at least a week."),
        "shared_debts": _("I have asked about shared accounts, loans and cards."),
    },
    Section.PEOPLE: {
        "first_i_ring": _("First I ring … and then …"),
        "by_heart": _("Two numbers I know by heart."),
        "under_other_name": _("The numbers stand in my phone under other names."),
        "helpline": _("1888 answers day and night."),
    },
    Section.LEGAL: {
        "police_know": _("The police know of it. My contact there is …"),
        "ban": _("A ban on contact: asked for on … It holds until … The paper lies with …"),
        "expulsion": _("We have talked about whether the other can be told to move out."),
        "alarm": _("We have talked about an alarm that calls the police."),
        "hidden_address": _("My name and address are hidden in the CPR register, and I know who can still see them."),
        "lawyer": _("Free help from a lawyer: …"),
        "log": _("I write down what happens, with date and time. It lies with …"),
    },
    Section.FEELINGS: {
        "when_i_doubt": _("When I doubt, I read or think of this: …"),
        "when_i_miss": _("When I miss it all, I ring … before I answer."),
        "calm": _("This makes me calm: …"),
        "not_my_fault": _("It is not my fault. I have come far already."),
    },
    Section.COPIES: {
        "only_here": _("It is kept here, and nowhere else."),
        "other_copy": _("… has a copy, and keeps it …"),
        "what_if_found": _("If it is found, I say that …"),
    },
}
