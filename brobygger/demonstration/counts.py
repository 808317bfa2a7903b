"""How many of what there is in the invented register, and what leans towards what.

The counts are worked out once, by hand and in whole persons, from the printed percentages; they are
what makes the figures come out. The leanings only make the rows look like people: changing them
changes no printed figure.
"""

type Counts = dict[str | None, tuple[int, int, int, int, int]]
type Leans = dict[str | None, dict[str | None, float]]

# ---- The counts. Each row: how many of the value there are in each of the five states.
# The states add up to the report's funnel: 770 (17 %) + 978 not reached, 2,783 reached.
STATES = ("no_contact_details", "no_answer", "declined", "will_call_self", "accepted")

# Figure 3: the last three columns give each printed row when rounded; the 15 accepted without a
# type are why its n is 2,768. Burglary and theft is 496 of the reached: only 474 to 572 can leave
# 28 % without it, whether the 15 are counted along or not. Violence: 1,541 of 4,531 = 34 %.
INCIDENT_TYPES: Counts = {
    None: (22, 8, 0, 0, 15),
    "restraining_order_and_stalking": (8, 18, 27, 1, 26),
    "rape_and_sexual_offences": (38, 52, 84, 0, 66),
    "indecent_exposure": (26, 41, 62, 2, 34),
    "threats": (70, 100, 210, 4, 86),
    "robbery": (66, 80, 154, 2, 58),
    "violence": (262, 327, 687, 12, 253),
    "death_and_homicide": (30, 25, 89, 1, 30),
    "accidents": (100, 96, 214, 0, 70),
    "mixed": (18, 17, 95, 0, 5),
    "burglary_and_theft": (130, 214, 431, 7, 58),
}
# 455 of 1,365 women and 240 of 1,398 men accept: 33 % and 17 %. Women are 65 % of the accepted,
# with or without the 6 whose gender is not registered.
GENDERS: Counts = {
    None: (7, 1, 14, 0, 6),
    "male": (433, 512, 1146, 12, 240),
    "female": (330, 465, 893, 17, 455),
}
# 510 of 1,928 victims, 71 of 432 witnesses, 49 of 173 relatives, 29 of 124 guardians. The printed
# percentages and shares only fit together when between 9 and 128 of the accepted have no role; 42
# keeps every role's share of people reached plausible. See note `role_missing_in_accepted`.
ROLES: Counts = {
    None: (62, 51, 83, 1, 42),
    "guardian": (1, 17, 94, 1, 29),
    "relative": (2, 21, 122, 2, 49),
    "witness": (50, 82, 356, 5, 71),
    "victim": (655, 807, 1398, 20, 510),
}
# 30-39: 193 of 695 accept (28 %) and they are 28 % of the accepted, so either reading of the report
# holds; 60 and over: 38 of 238 (16 %). 18-29: 1,445 of 4,531 identified = 32 %.
AGE_GROUPS: Counts = {
    None: (36, 5, 22, 0, 13),
    "0_17": (64, 64, 149, 1, 52),
    "60_plus": (92, 70, 199, 1, 38),
    "50_59": (78, 100, 254, 4, 94),
    "40_49": (100, 135, 327, 5, 123),
    "18_29": (250, 389, 608, 10, 188),
    "30_39": (150, 215, 494, 8, 193),
}
# 2,011 of the declined have a reason; it was not asked for at first, so the first 42 have none.
DECLINE_REASONS = {
    "has_other_help": 96,
    "does_not_want_to_talk": 68,
    "other": 37,
    "needs_specialised_help": 161,
    "no_need": 1649,
}
# 367 exempt, 1,090 sent. The report gives no split of the 367.
SURVEY = {
    "exempt_not_defensible": 78,
    "exempt_language": 171,
    "exempt_no_digital_link": 118,
    "sent": 1090,
}

# ---- The leanings: 1 is neutral, left out means 1.
WOMEN: dict[str | None, float] = {
    "rape_and_sexual_offences": 12, "indecent_exposure": 10, "restraining_order_and_stalking": 7,
    "robbery": 0.3, "violence": 0.6, "threats": 0.9, "death_and_homicide": 1.3,
}  # fmt: skip
ROLE_LEANS: Leans = {
    "witness": {"death_and_homicide": 12, "accidents": 2, "robbery": 1.5, "burglary_and_theft": 0.3,
                "rape_and_sexual_offences": 0.2, "indecent_exposure": 0.4, "threats": 0.6,
                "restraining_order_and_stalking": 0.1},
    "relative": {"death_and_homicide": 25, "accidents": 2, "burglary_and_theft": 0.1,
                 "robbery": 0.4},
    "guardian": {"indecent_exposure": 5, "rape_and_sexual_offences": 4, "robbery": 2,
                 "threats": 0.7, "death_and_homicide": 0, "burglary_and_theft": 0.1},
}  # fmt: skip
AGE_LEANS: Leans = {
    "0_17": {"robbery": 3, "rape_and_sexual_offences": 3, "indecent_exposure": 2.5,
             "accidents": 0.7, "burglary_and_theft": 0.1, "guardian": 0, "relative": 0.1,
             "witness": 0.7},
    "18_29": {"robbery": 1.5, "rape_and_sexual_offences": 2.5, "burglary_and_theft": 0.7,
              "guardian": 0.03, "relative": 0.5},
    "40_49": {"guardian": 3},
    "50_59": {"guardian": 0.7, "relative": 1.5, "rape_and_sexual_offences": 0.3},
    "60_plus": {"rape_and_sexual_offences": 0.1, "indecent_exposure": 0.2, "violence": 0.6,
                "burglary_and_theft": 1.8, "accidents": 2, "guardian": 0.03, "relative": 1.5},
}  # fmt: skip
SPECIALISED: dict[str | None, float] = {
    "rape_and_sexual_offences": 4, "death_and_homicide": 3, "restraining_order_and_stalking": 3,
    "burglary_and_theft": 0.4,
}  # fmt: skip
AGE_RANGES = {"0_17": (0, 17), "18_29": (18, 29), "30_39": (30, 39), "40_49": (40, 49),
              "50_59": (50, 59), "60_plus": (60, 93)}  # fmt: skip
