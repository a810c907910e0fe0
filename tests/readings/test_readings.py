"""Verdicts beside what lawyers answered, who saw the law and the manifest and no rule.

``readings.csv`` has their answer for every clause of seven Chinese instruments and five real
deployments (names replaced). Where they were sure, the answers are compared; an answer marked
``low`` is one of two possible readings. A clause is violated if one of its rules is.

The lawyers saw manifests of version 1. Those here also state what version 1 had no place for.

``further.csv`` has answers of our own for further deployments of known kinds, written from the
requirements alone before any rule was run on them. The first fifteen and 51 to 54 were migrated from
version 1 of the manifest and are otherwise as they were read; the reader of 51 to 54 took lists as
complete, and so do these files. Of 51 to 58 two are left out (53, 57): they describe several
activities in one manifest, which the design asks to be several. 61 to 75 are ten well-known public
cases, and 81 to 86 six more, written in version 1 with what public sources say of them and migrated.
101 to 134 are invented, written in version 2 with breaches of many kinds. 135 to 150 are
by turns sparse, as public sources tell of them, and well run; 151 to 178 are all sparse. Ways to withdraw
consent were free text when the cases up to 110 were read; here they are the values that name them,
and templates that are kept without end and a breach that was notified late say so. The basis of a
legal exception says of what kind it is, which nobody could state up to 134. Left out are 118, whose
manifest was changed after it was read, and 132, which has one answer for two organisations.

``us.csv`` is the same for the instruments of the United States; addresses of evidence are left out,
since the files are not here.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

import validator

FOLDER = Path(__file__).parent
DAY = "2026-11-28"
_RANKED = ("violated", "undecided", "manual", "met", "not-applicable")
_STRICT = "whom the other way is offered to is not stated: that a person chooses is no answer to it"
_PARITY = "how the other way compares is not stated: whether it is convenient depends on it"
_JUDGED = "whether a place open to a limited circle is public is for a person"
_CHILDREN = "whether children are recognised is not stated: their guardians would have to consent"
_CHILDREN_CONSENT = "children are recognised, and whether their guardians consent is not stated"
_COVERED = "the notice covers every purpose; what else happens with the data, no fact can say"
_KEPT = "a prohibition of sharing is kept where only processors and authorities get data"
_PASSING = "people who pass by are not asked to be verified"
_ENTRUSTED = (
    "a processor, and an authority that asks under law, are nobody that data are provided to"
)
_FORCED = "whether people are pressed is not stated: forced consent would be no defence"
_INFORMED = "a purpose that the notice leaves out is judged by the rules on notice"
_WRITTEN = "whether some law asks for writing is for a person"
_MET_ANYWAY = "the place may be public, and the duty is met in either case"
_BACKUPS = "whether backups are deleted is not stated"
_MECHANISM = "a mechanism is stated; which one the number of persons calls for is for a person"
_REPEATED = "the duties it repeats are judged by their own rules"
_LEAST = "whether a lesser use would do is for a person; the least capture is not stated"
_ANEW = "whether it was done anew is judged by M25-9-4"
_PROCESSOR = "what a processor does is judged by PIPL-21"
_NO_BASIS_STATED = "on what basis people are recognised is not stated: it may be a law"
_SHORTEST = "whether a stated period is the shortest is for a person"
DIFFERENT = {
    **{
        ("10-trusted-traveller-lane", clause): ("met", "undecided", _STRICT)
        for clause in ("FRD21-5-ALT", "G22-5-ALT", "M25-10-1", "M25-10-2")
    },
    ("02-housing-estate", "FRD21-61-COOP"): ("not-applicable", "manual", _JUDGED),
    ("13-school-canteen", "FRD21-61-COOP"): ("not-applicable", "met", _MET_ANYWAY),
    ("05-pay-by-face", "M25-6-1"): (
        "met",
        "undecided",
        "whether people are pressed is not stated, and the consent has to be voluntary",
    ),
    ("07-school-attendance", "M25-10-2"): ("met", "undecided", _PARITY),
    ("11-airport-wallet", "M25-10-2"): ("met", "undecided", _PARITY),
    ("18-hospital-check-in", "M25-10-2"): ("met", "undecided", _PARITY),
    ("20-metro-gates", "M25-12"): (
        "met",
        "undecided",
        "whether the face is preselected is not stated",
    ),
    ("20-metro-gates", "M25-14-1"): (
        "met",
        "undecided",
        "whether what is stored is encrypted is not stated",
    ),
    ("19-factory-clock-in", "M25-9-4"): (
        "met",
        "not-applicable",
        "nothing changed, and there was no incident",
    ),
    **{
        (case, "SPC-2-4"): ("undecided", "met", _COVERED)
        for case in ("17-bank-remote-account", "20-metro-gates")
    },
    **{
        (case, "SPC-4-3"): ("not-applicable", "undecided", _FORCED)
        for case in (
            "08-police-live",
            "09-border-gates",
            "62-police-live-scan",
            "63-open-web-face-search",
            "94-metro-doors",
            "95-stadium-gates",
        )
    },
    **{
        (case, clause): ("met", "undecided", _STRICT)
        for case in (
            "61-school-attendance-trial",
            "65-canteen-pay-by-face",
            "100-benefits-portal",
        )
        for clause in ("FRD21-5-ALT", "G22-5-ALT", "M25-10-1")
    },
    ("74-face-boarding", "M25-10-1"): ("met", "undecided", _STRICT),
    ("73-pay-by-face", "M25-10-2"): ("met", "undecided", _PARITY),
    **{
        (case, clause): ("not-applicable", "manual", _JUDGED)
        for case in ("61-school-attendance-trial", "65-canteen-pay-by-face")
        for clause in ("M25-13-1", "M25-13-2", "PIPL-26")
    },
    ("61-school-attendance-trial", "FRD21-61-COOP"): ("not-applicable", "manual", _JUDGED),
    ("65-canteen-pay-by-face", "FRD21-61-COOP"): ("not-applicable", "met", _MET_ANYWAY),
    ("71-estate-gate", "PIPL-16"): (
        "violated",
        "undecided",
        "on what basis people are recognised is not stated: a duty in law may turn them away",
    ),
    ("74-face-boarding", "G22-10"): (
        "undecided",
        "violated",
        "sharing is forbidden but for a business need, and none is claimed",
    ),
    ("11-airport-wallet", "G22-10"): (
        "undecided",
        "violated",
        "sharing is forbidden but for a business need, and none is claimed",
    ),
    ("13-school-canteen", "NDSR-22-4"): (
        "undecided",
        "met",
        "what the consent covers is read from the notice and the periods",
    ),
    **{
        (case, "FRD21-64-SHARE"): ("not-applicable", "met", _KEPT)
        for case in (
            *("32-game-minor-check", "34-estate-door", "35-exam-hall-check", "36-gym-entry"),
            *("51-compound-garage", "52-tutoring-lessons", "54-scenic-turnstiles"),
            *("55-university-library", "58-maternity-ward"),
        )
    },
    **{
        (case, "SPC-2-6"): ("met", "not-applicable", _ENTRUSTED)
        for case in ("32-game-minor-check", "36-gym-entry")
    },
    ("32-game-minor-check", "M25-9-4"): (
        "met",
        "violated",
        "the assessment was last reviewed before the last change",
    ),
    ("33-car-showroom-visitors", "FRD21-7-ACC"): (
        "undecided",
        "violated",
        "a password that everybody has limits nobody's rights",
    ),
    ("33-car-showroom-visitors", "M25-12"): ("undecided", "not-applicable", _PASSING),
    ("35-exam-hall-check", "PIPL-6"): (
        "undecided",
        "violated",
        "another way reaches the purpose, and the organisation imposes the face",
    ),
    ("35-exam-hall-check", "SPC-4-3"): ("not-applicable", "undecided", _FORCED),
    ("41-hospital-wander", "M25-12"): (
        "met",
        "undecided",
        "how the choice is presented is not stated",
    ),
    ("41-hospital-wander", "FRD21-5-BASE"): (
        "met",
        "undecided",
        "whether less would do was not assessed, and the clause asks for the minimum",
    ),
    ("41-hospital-wander", "PIPL-36"): (
        "not-applicable",
        "met",
        "a municipal body stores in the country and exports nothing",
    ),
    **{
        (case, "FRD21-61-COOP"): ("not-applicable", "manual", _JUDGED)
        for case in ("41-hospital-wander", "45-dormitory-gates")
    },
    ("44-metro-pensioners", "FRD21-61-COOP"): ("not-applicable", "met", _MET_ANYWAY),
    **{
        ("42-construction-attendance", clause): (
            "not-applicable",
            "undecided",
            "purpose and manner did not change; whether the kinds of data did is not stated",
        )
        for clause in ("NDSR-22-6", "PIPL-14-2")
    },
    ("46-bank-remote-signing", "G22-11"): (
        "violated",
        "undecided",
        "the effect of a withdrawal is read by the draft's rule and not here",
    ),
    ("20-metro-gates", "PIPL-29"): ("met", "undecided", _CHILDREN),
    **{
        (case, "M25-6-2"): ("not-applicable", "manual", _WRITTEN)
        for case in ("51-compound-garage", "52-tutoring-lessons", "54-scenic-turnstiles")
    },
    **{
        (case, "M25-12"): ("met", "manual", "whether a preselected face misleads is for a person")
        for case in ("51-compound-garage", "54-scenic-turnstiles")
    },
    ("51-compound-garage", "FRD21-61-COOP"): ("not-applicable", "manual", _JUDGED),
    ("51-compound-garage", "FRD21-62-END"): ("met", "undecided", _BACKUPS),
    ("51-compound-garage", "PIPL-5"): (
        "met",
        "violated",
        "people are informed of some purposes, and another is kept from them",
    ),
    ("51-compound-garage", "SPC-2-1"): ("manual", "met", _REPEATED),
    ("54-scenic-turnstiles", "FRD21-5-BASE"): (
        "met",
        "undecided",
        "that less would not do is stated, and not proved",
    ),
    ("54-scenic-turnstiles", "M25-9-3"): (
        "met",
        "undecided",
        "whether records are kept is not stated",
    ),
    ("54-scenic-turnstiles", "M25-10-2"): (
        "manual",
        "violated",
        "who refuses gets a lesser service, so what the other way costs is no question",
    ),
    ("54-scenic-turnstiles", "SPC-2-6"): ("met", "not-applicable", _ENTRUSTED),
    **{
        (case, "FRD21-61-COOP"): ("not-applicable", "met", _MET_ANYWAY)
        for case in ("55-university-library", "58-maternity-ward")
    },
    ("55-university-library", "SPC-2-6"): ("not-applicable", "met", _KEPT),
    ("58-maternity-ward", "M25-12"): (
        "met",
        "undecided",
        "whether an update resets the choice is not stated",
    ),
    ("58-maternity-ward", "PIPL-36"): (
        "not-applicable",
        "met",
        "a municipal body stores in the country and exports nothing",
    ),
    ("58-maternity-ward", "PIPL-51"): (
        "undecided",
        "violated",
        "staff were trained once, and not regularly",
    ),
    ("58-maternity-ward", "SPC-2-6"): ("undecided", "not-applicable", _ENTRUSTED),
    **{
        (case, "G22-6"): (
            "undecided",
            "violated",
            "nobody is asked, so nobody gave an authorisation",
        )
        for case in ("81-hotel-check-in", "86-campus-gates")
    },
    ("81-hotel-check-in", "SPC-2-1"): (
        "violated",
        "undecided",
        "on what basis people are recognised is not stated: it may be a duty in law",
    ),
    ("82-game-night-check", "PIPL-29"): ("met", "undecided", _CHILDREN_CONSENT),
    ("82-game-night-check", "SPC-2-4"): ("undecided", "met", _COVERED),
    ("83-toilet-paper", "M25-12"): (
        "undecided",
        "not-applicable",
        "a face that limits repeated use verifies nobody",
    ),
    **{
        (case, "M25-13-3"): (
            "met",
            "undecided",
            "where people are captured is not stated: a place may be private although no device is said to be",
        )
        for case in ("84-driver-shift-check", "98-smart-doorbell")
    },
    ("85-remote-account", "M25-10-1"): (
        "met",
        "manual",
        "whether a counter that is open at some hours is there when needed is for a person",
    ),
    ("85-remote-account", "NDSR-21"): (
        "undecided",
        "violated",
        "the notice leaves out a purpose that face data serve",
    ),
    ("93-mall-screens", "PIPL-17"): (
        "violated",
        "undecided",
        "where the notice is shown is stated, and not when",
    ),
    ("93-mall-screens", "SPC-2-1"): (
        "violated",
        "undecided",
        "on what basis people are analysed is not stated",
    ),
    **{
        (case, "PIPL-47"): (
            "met",
            "undecided",
            "images are deleted at once; how, and what is deleted on a demand, is not stated",
        )
        for case in ("94-metro-doors", "99-till-age-estimation")
    },
    **{
        ("99-till-age-estimation", clause): ("met", "undecided", _CHILDREN)
        for clause in ("PIPL-29", "SPC-2-3")
    },
    **{
        (case, "NLC-3c"): ("manual", "met", "that a source is stated is all that the rule can read")
        for case in ("61-police-mugshots", "64-city-transit-centre")
    },
    ("103-smart-classroom", "FRD21-5-KNOW"): (
        "violated",
        "undecided",
        "people are informed and asked; that the consent is bundled is judged by another rule",
    ),
    ("104-jaywalking-screen", "M25-8-1"): (
        "violated",
        "undecided",
        "on what basis data cross the internet is not stated: it may be a law",
    ),
    ("104-jaywalking-screen", "PIPL-29"): (
        "not-applicable",
        "violated",
        "a purpose has no basis, so only separate consent could make it lawful",
    ),
    ("104-jaywalking-screen", "SPC-4-3"): ("not-applicable", "undecided", _FORCED),
    **{
        (case, "FRD21-61-COOP"): ("not-applicable", "manual", _JUDGED)
        for case in ("105-care-home", "108-parcel-lockers")
    },
    ("105-care-home", "PIPL-26"): ("not-applicable", "manual", _JUDGED),
    **{
        (case, clause): ("violated", "undecided", "why data are kept that long is not stated")
        for case in ("105-care-home", "109-rental-smart-lock")
        for clause in ("M25-8-2", "PIPL-19")
    },
    **{
        ("113-hotel-group-vip", clause): (
            "violated",
            "undecided",
            "whether the other ways are as good as they are said to be has no evidence",
        )
        for clause in ("M25-4", "PIPL-28")
    },
    **{
        (case, "PIPL-6"): ("violated", "undecided", _LEAST)
        for case in ("102-dating-app", "113-hotel-group-vip")
    },
    ("112-pension-alive", "FRD21-7-RIGHTS"): (
        "met",
        "violated",
        "a purpose rests on consent, and requests to withdraw it are not handled",
    ),
    ("113-hotel-group-vip", "FRD21-7-RIGHTS"): (
        "met",
        "undecided",
        "the list of requests is partial, and correction is not in it",
    ),
    ("114-kindergarten-pickup", "FRD21-5-BASE"): (
        "undecided",
        "met",
        "the least capture is stated with evidence; whether a face is needed is for PIPL-28",
    ),
    ("116-metro-face-pay-pilot", "FRD21-62-END"): ("met", "undecided", _BACKUPS),
    **{
        ("116-metro-face-pay-pilot", clause): (
            "met",
            "not-applicable",
            "what would call for it did not happen",
        )
        for clause in ("M25-9-4", "PIPL-52")
    },
    **{
        ("107-sim-registration", clause): ("violated", "manual", _SHORTEST)
        for clause in ("M25-8-2", "PIPL-19")
    },
    ("108-parcel-lockers", "PIPL-16"): (
        "met",
        "undecided",
        "the list asks nobody, and what follows a refusal is not stated there",
    ),
    **{
        ("110-office-well-run", clause): ("met", "manual", _SHORTEST)
        for clause in ("M25-8-2", "PIPL-19")
    },
    ("119-office-park-visitors", "FRD21-61-COOP"): ("not-applicable", "manual", _JUDGED),
    ("119-office-park-visitors", "FRD21-7-RESP"): (
        "met",
        "undecided",
        "a position is stated, and no name",
    ),
    ("119-office-park-visitors", "PIPL-16"): (
        "met",
        "undecided",
        "the search asks nobody, and what follows a refusal is not stated there",
    ),
    ("119-office-park-visitors", "SPC-10"): (
        "met",
        "not-applicable",
        "who manages a building is not stated; only housing is read",
    ),
    **{
        (case, "FRD21-61-COOP"): ("not-applicable", "met", _MET_ANYWAY)
        for case in ("120-prison-visits", "134-factory-foreign-parent")
    },
    ("120-prison-visits", "PIPL-29"): (
        "not-applicable",
        "violated",
        "a purpose has no basis, so only separate consent could make it lawful",
    ),
    ("120-prison-visits", "SPC-4-3"): ("not-applicable", "undecided", _FORCED),
    ("122-insurance-claims", "FRD21-62-END"): ("met", "undecided", _BACKUPS),
    **{
        (case, "M25-9-3"): ("met", "undecided", "whether records are kept is not stated")
        for case in ("122-insurance-claims", "124-livestream-hosts")
    },
    ("122-insurance-claims", "PIPL-52"): (
        "met",
        "not-applicable",
        "fewer persons than the duty asks for",
    ),
    ("123-recruitment-interviews", "PIPL-21"): (
        "met",
        "undecided",
        "no evidence of the contract is named",
    ),
    ("124-livestream-hosts", "FRD21-63-PAD"): (
        "met",
        "undecided",
        "the list of evidence does not have the report",
    ),
    ("129-shared-cars", "NDSR-23"): (
        "met",
        "undecided",
        "whether consent can be withdrawn is not stated of the camera",
    ),
    ("133-rented-flats", "FRD21-5-KNOW"): (
        "violated",
        "undecided",
        "people are informed and asked; a purpose that is left out is judged by the rules on notice",
    ),
    ("133-rented-flats", "NDSR-22-1"): ("violated", "undecided", _LEAST),
    ("134-factory-foreign-parent", "M25-13-1"): ("not-applicable", "manual", _JUDGED),
    ("134-factory-foreign-parent", "M25-13-2"): ("not-applicable", "met", _MET_ANYWAY),
    ("134-factory-foreign-parent", "PIPL-26"): ("not-applicable", "manual", _JUDGED),
    **{
        ("134-factory-foreign-parent", clause): ("violated", "manual", _SHORTEST)
        for clause in ("M25-8-2", "PIPL-19")
    },
    **{
        ("19-factory-clock-in", clause): (
            "met",
            "undecided",
            "whether templates have an end is not stated",
        )
        for clause in ("G22-11", "PIPL-47")
    },
    ("135-zoo-annual-pass", "PIPL-36"): (
        "not-applicable",
        "undecided",
        "whether a public body runs it is not stated",
    ),
    ("136-data-centre-access", "M25-9-4"): (
        "met",
        "not-applicable",
        "nothing changed, and there was no incident",
    ),
    **{
        ("137-bathroom-brand-stores", clause): ("violated", "undecided", _NO_BASIS_STATED)
        for clause in ("FRD21-5-BASE", "G22-5-CONS", "PIPL-13")
    },
    ("137-bathroom-brand-stores", "PIPL-6"): (
        "violated",
        "undecided",
        "how the other way compares is not stated",
    ),
    ("139-property-sales-office", "PIPL-5"): (
        "violated",
        "undecided",
        "whether people are pressed, and of what they are informed, is not stated",
    ),
    **{
        ("142-payment-terminal", clause): (
            "met",
            "not-applicable",
            "fewer persons than the duty asks for",
        )
        for clause in ("PIPL-40", "PIPL-52")
    },
    ("143-subway-security-lanes", "SPC-2-1"): ("violated", "undecided", _NO_BASIS_STATED),
    ("144-research-gait-and-face", "PIPL-15"): (
        "met",
        "manual",
        "whether ways elsewhere are easy is for a person",
    ),
    ("145-housing-estate-court-case", "NDSR-22-4"): (
        "undecided",
        "violated",
        "templates without a term outlast whatever was agreed",
    ),
    ("148-bank-app-login", "M25-8-1"): (
        "met",
        "undecided",
        "on what basis templates leave the bank's cloud is not stated",
    ),
    ("33-car-showroom-visitors", "FRD21-5-XB"): (
        "not-applicable",
        "undecided",
        "whether data leave the country is not stated",
    ),
    **{
        ("151-shopping-mall-vip", clause): (
            "met",
            "undecided",
            "of the search, terms and the effect of a refusal are not stated",
        )
        for clause in ("SPC-11", "SPC-4-1")
    },
    ("153-airport-face-wallet", "FRD21-62-END"): ("met", "undecided", _BACKUPS),
    ("154-street-police-van", "FRD21-7-RIGHTS"): (
        "met",
        "undecided",
        "the list of requests is partial, and correction is not in it",
    ),
    **{
        (case, "SPC-4-3"): ("not-applicable", "undecided", _FORCED)
        for case in (
            *("154-street-police-van", "155-social-photo-search"),
            "158-supermarket-cameras",
        )
    },
    **{
        (case, "PIPL-16"): (
            "not-applicable",
            "undecided",
            "nobody is asked, and what follows a refusal is not stated",
        )
        for case in ("155-social-photo-search", "158-supermarket-cameras")
    },
    ("156-estate-app-gate", "PIPL-51"): (
        "undecided",
        "violated",
        "staff were trained once, and not regularly",
    ),
    ("157-border-e-gates", "M25-10-2"): ("met", "undecided", _PARITY),
    **{
        (case, "SPC-2-4"): ("undecided", "met", _COVERED)
        for case in ("157-border-e-gates", "158-supermarket-cameras")
    },
    **{
        (case, "FRD21-61-COOP"): ("not-applicable", "manual", _JUDGED)
        for case in ("160-gym-chain", "162-high-school-gates")
    },
    **{
        ("160-gym-chain", clause): (
            "violated",
            "undecided",
            "templates have an end; whether it is too late is for a person, if nothing else is open",
        )
        for clause in ("FRD21-62-END", "M25-8-2", "PIPL-19", "PIPL-47")
    },
    ("161-payment-by-smile", "FRD21-63-DEL"): (
        "met",
        "undecided",
        "images are kept, and which is not stated",
    ),
    ("172-city-metro-face-ticket", "FRD21-61-COOP"): (
        "met",
        "undecided",
        "what starts the capture is not stated",
    ),
    ("172-city-metro-face-ticket", "M25-13-2"): (
        "met",
        "undecided",
        "whether one of the devices has a sign is not stated",
    ),
    ("172-city-metro-face-ticket", "PIPL-5"): (
        "undecided",
        "met",
        "necessity is judged by PIPL-6 and PIPL-28",
    ),
    **{
        (case, "G22-6"): ("undecided", "violated", "the notice leaves out one of five matters")
        for case in ("172-city-metro-face-ticket", "174-video-app-avatars")
    },
    **{
        (case, "SPC-2-4"): ("undecided", "met", _COVERED)
        for case in ("172-city-metro-face-ticket", "176-exam-registration")
    },
    **{
        (case, "SPC-2-4"): (
            "undecided",
            "manual",
            "the notice is silent on the manner; what else was agreed is for a person",
        )
        for case in ("167-theme-park-annual", "175-scenic-area-elderly")
    },
    **{
        (case, "FRD21-61-COOP"): ("not-applicable", "met", _MET_ANYWAY)
        for case in ("173-construction-real-name", "176-exam-registration")
    },
    ("173-construction-real-name", "NDSR-24"): (
        "undecided",
        "violated",
        "data are only no longer used, and not deleted",
    ),
    **{
        ("173-construction-real-name", clause): (
            "undecided",
            "violated",
            "another way reaches the purpose, and the organisation imposes the face",
        )
        for clause in ("PIPL-6", "PIPL-28")
    },
    **{
        ("176-exam-registration", clause): (
            "undecided",
            "violated",
            "sharing is forbidden but for a business need, and none is claimed",
        )
        for clause in ("G22-10", "G35273-SHARE")
    },
    ("176-exam-registration", "PIPL-26"): ("not-applicable", "manual", _JUDGED),
    ("176-exam-registration", "SPC-4-3"): ("not-applicable", "undecided", _FORCED),
    ("162-high-school-gates", "M25-10-1"): ("met", "undecided", "who chooses is not stated"),
    ("163-game-anti-addiction", "G22-6"): (
        "undecided",
        "violated",
        "the notice leaves out one of five matters",
    ),
    **{
        ("163-game-anti-addiction", clause): (
            "met",
            "undecided",
            "whether templates are kept is not stated",
        )
        for clause in ("M25-8-2", "PIPL-19")
    },
    ("163-game-anti-addiction", "PIPL-29"): ("met", "undecided", _CHILDREN_CONSENT),
    **{
        ("165-pension-app", clause): (
            "met",
            "manual",
            "whether a counter that is open at some hours is there when needed is for a person",
        )
        for clause in ("FRD21-5-ALT", "G22-5-ALT", "M25-10-1")
    },
    **{
        ("165-pension-app", clause): (
            reading,
            "undecided",
            "data are said to leave the country; that they come in is stated elsewhere",
        )
        for clause, reading in {
            "FRD21-5-XB": "not-applicable",
            "PIPL-36": "met",
            "PIPL-38": "not-applicable",
            "PIPL-39": "not-applicable",
            "PIPL-40": "met",
        }.items()
    },
}
"""Sure readings that differ from the verdict: the reading, the verdict, and why it stays."""
UNSURE = {
    ("08-police-live", "FRD21-61-CONS"): "the purpose rests on another basis than consent",
    ("16-search-engine", "NDSR-22-3"): "no purpose rests on consent",
    **{
        ("63-open-web-face-search", clause): "no purpose rests on consent"
        for clause in ("M25-6-1", "M25-7-1", "NDSR-22-2", "NDSR-22-3", "SPC-2-3")
    },
    ("31-ridehailing-driver-selfie", "PIPL-38"): _MECHANISM,
    ("33-car-showroom-visitors", "M25-10-1"): _PASSING,
    ("33-car-showroom-visitors", "M25-10-2"): _PASSING,
    ("35-exam-hall-check", "SPC-2-6"): "what the contractor does is judged by PIPL-21",
    ("43-vending-face-pay", "SPC-2-1"): _REPEATED,
    ("44-metro-pensioners", "NDSR-22-4"): _COVERED,
    ("45-dormitory-gates", "SPC-10"): "a university manages no property for residents",
    ("46-bank-remote-signing", "SPC-2-4"): _COVERED,
    ("52-tutoring-lessons", "NDSR-22-4"): _COVERED,
    ("54-scenic-turnstiles", "SPC-2-1"): _REPEATED,
    ("55-university-library", "M25-6-1"): _INFORMED,
    ("55-university-library", "PIPL-14-1"): _INFORMED,
    ("56-beauty-app", "M25-6-1"): _INFORMED,
    ("55-university-library", "SPC-10"): "a university manages no property for residents",
    ("55-university-library", "SPC-2-1"): _REPEATED,
    (
        "56-beauty-app",
        "G22-5-MGT",
    ): "what a plan for the end of the service has to say is not known",
    ("56-beauty-app", "PIPL-38"): _MECHANISM,
    ("56-beauty-app", "SPC-4-2"): "the consent to recognition is separate",
    ("94-metro-doors", "NDSR-22-3"): "no purpose rests on consent",
    ("97-photo-storage-app", "M25-12"): "grouping photos verifies nobody",
    ("58-maternity-ward", "PIPL-6"): "people who pass by are judged by their own rules",
    ("101-concert-tickets", "G22-11"): "the other ends of use erase the data",
    ("101-concert-tickets", "NDSR-22-2"): "the consent of guardians is judged by its own rules",
    ("101-concert-tickets", "SPC-2-6"): _PROCESSOR,
    ("105-care-home", "G22-10"): _PROCESSOR,
    ("105-care-home", "SPC-2-6"): _PROCESSOR,
    ("110-office-well-run", "SPC-2-6"): _PROCESSOR,
    ("102-dating-app", "FRD21-7-PIA"): _ANEW,
    **{
        ("102-dating-app", clause): "whether a use needs the data is for a person"
        for clause in ("M25-4", "PIPL-28")
    },
    ("102-dating-app", "M25-5-3"): "people are informed of changes, if afterwards",
    ("102-dating-app", "PIPL-13"): _INFORMED,
    ("102-dating-app", "PIPL-38"): _MECHANISM,
    ("103-smart-classroom", "FRD21-7-RIGHTS"): "the clause names no list of rights",
    ("104-jaywalking-screen", "PIPL-24"): "a person reviews on request",
    ("106-marathon-photos", "FRD21-61-INT"): "uploads are judged by the rules on transport",
    ("110-office-well-run", "NDSR-22-4"): _COVERED,
    ("112-pension-alive", "FRD21-61-CONS"): "that people are misled is judged by other rules",
    ("112-pension-alive", "PIPL-13"): "a basis is stated; that people are misled is for PIPL-14-1",
    ("113-hotel-group-vip", "PIPL-38"): _MECHANISM,
    ("116-metro-face-pay-pilot", "SPC-2-1"): _REPEATED,
    ("116-metro-face-pay-pilot", "SPC-2-6"): _ENTRUSTED,
    ("117-nightclub-bans", "M25-10-1"): _PASSING,
    ("117-nightclub-bans", "M25-10-2"): _PASSING,
    ("117-nightclub-bans", "PIPL-55"): _ANEW,
    ("120-prison-visits", "FRD21-5-PURP"): "whether an archive serves recognition is for a person",
    ("121-airline-lounge", "PIPL-24"): "a person reviews on request",
    ("121-airline-lounge", "PIPL-40"): "fewer persons than the duty asks for",
    ("122-insurance-claims", "PIPL-30"): _INFORMED,
    ("124-livestream-hosts", "FRD21-7-INC"): "how a leak was handled is judged by PIPL-57",
    ("124-livestream-hosts", "M25-5-3"): "people are informed of changes, if afterwards",
    ("124-livestream-hosts", "M25-6-1"): _INFORMED,
    ("124-livestream-hosts", "NDSR-23"): "ways to withdraw are judged by M25-6-3 and PIPL-15",
    ("124-livestream-hosts", "SPC-2-6"): _PROCESSOR,
    ("128-ski-resort-passes", "NDSR-23"): "no purpose rests on consent",
    **{
        (case, "NDSR-22-3"): "no purpose rests on consent"
        for case in ("120-prison-visits", "128-ski-resort-passes")
    },
    ("130-bank-branch", "SPC-4-2"): "the consent to recognition is not bundled",
    (
        "133-rented-flats",
        "FRD21-61-CONS",
    ): "consent is explicit; a purpose without one is for PIPL-13",
    **{
        ("134-factory-foreign-parent", clause): "no purpose rests on consent"
        for clause in ("FRD21-61-CONS", "G22-5-CONS", "G35273-NOTICE", "PIPL-23")
    },
    (
        "134-factory-foreign-parent",
        "PIPL-13",
    ): "a basis is stated; whether a face is needed is for PIPL-28",
    ("134-factory-foreign-parent", "SPC-2-1"): _REPEATED,
    ("144-research-gait-and-face", "SPC-2-1"): _REPEATED,
    ("154-street-police-van", "SPC-2-1"): _REPEATED,
    **dict.fromkeys(
        (
            ("154-street-police-van", "FRD21-61-CONS"),
            ("155-social-photo-search", "G22-5-CONS"),
            ("155-social-photo-search", "NDSR-22-3"),
            ("158-supermarket-cameras", "G22-5-CONS"),
            ("158-supermarket-cameras", "NDSR-22-3"),
            ("164-hotel-check-in-machines", "G22-5-CONS"),
        ),
        "the purpose rests on another basis than consent",
    ),
    ("131-face-swap-app", "SPC-4-3"): "a reward forces nobody; the refusal is judged by SPC-4-1",
    **{
        (case, "SPC-2-1"): _REPEATED
        for case in (
            *("168-courier-lockers-campus", "169-community-clinic"),
            "176-exam-registration",
        )
    },
    ("171-car-showroom", "M25-10-1"): _PASSING,
    ("171-car-showroom", "M25-10-2"): _PASSING,
    **{
        (case, "PIPL-13"): "a basis is stated; whether it carries the face is for a person"
        for case in ("158-supermarket-cameras", "164-hotel-check-in-machines")
    },
    (
        "144-research-gait-and-face",
        "SPC-2-6",
    ): "people agreed separately; the notice is for PIPL-23",
}
"""Unsure breaches that pass or do not apply, and why."""
SETS = {
    "lawyers": ("manifests", "readings.csv", 500, 50),
    "further": ("further", "further.csv", 500, 50),
    "us": ("us", "us.csv", 100, 15),
}
"""Manifests, readings, and the least numbers of sure readings and of breaches in them."""


def _verdict(result):
    if result.status.value == "fail":
        return "violated" if result.reason.value == "violated" else "undecided"
    return {"pass": "met", "not-reviewed": "manual"}.get(result.status.value, "not-applicable")


def _verdicts(folder):
    verdicts = defaultdict(list)
    for file in sorted((FOLDER / folder).glob("*.yaml")):
        for result in validator.check(file, packs="all", as_of=DAY).results:
            verdicts[file.stem, result.rule.clause.id].append(_verdict(result))
    return {pair: min(found, key=_RANKED.index) for pair, found in verdicts.items()}


@pytest.fixture(scope="module", params=SETS)
def chosen(request):
    """Return the set that the tests are about."""
    return SETS[request.param]


@pytest.fixture(scope="module")
def least(chosen):
    """Return the least numbers of sure readings and of breaches."""
    return chosen[2:]


@pytest.fixture(scope="module")
def pairs(chosen):
    """Return readings with their verdicts: (case, clause), reading, confidence, verdict."""
    folder, table, *_ = chosen
    verdicts = _verdicts(folder)
    with (FOLDER / table).open(encoding="utf-8", newline="") as stream:
        rows = [((row["case"], row["clause"]), row) for row in csv.DictReader(stream)]
    return [
        (pair, row["verdict"], row["confidence"], verdicts[pair])
        for pair, row in rows
        if pair in verdicts
    ]


def test_sure_readings_and_verdicts_are_the_same_but_for_those_listed(pairs, least):
    sure = [item for item in pairs if item[2] == "high"]
    assert len(sure) > least[0]
    different = {
        pair: (reading, verdict) for pair, reading, _, verdict in sure if reading != verdict
    }
    cases = {pair[0] for pair, *_ in pairs}
    listed = {pair: item[:2] for pair, item in DIFFERENT.items() if pair[0] in cases}
    assert different == listed


def test_no_breach_passes_not_even_where_the_reading_is_unsure(pairs, least):
    breaches = [item for item in pairs if item[1] == "violated"]
    assert len(breaches) > least[1]
    passed = [item for item in breaches if item[3] in ("met", "not-applicable")]
    cases = {pair[0] for pair, *_ in pairs}
    assert {item[2] for item in passed} <= {"low"}
    assert {item[0] for item in passed} == {pair for pair in UNSURE if pair[0] in cases}


def test_sure_readings_agree_and_breaches_are_called_violated(pairs):
    sure = [(reading, verdict) for _, reading, confidence, verdict in pairs if confidence == "high"]
    both = sum(pair == ("violated", "violated") for pair in sure)
    assert sum(reading == verdict for reading, verdict in sure) >= 0.97 * len(sure)
    assert both >= 0.95 * sum(reading == "violated" for reading, _ in sure)
    assert both >= 0.95 * sum(verdict == "violated" for _, verdict in sure)
