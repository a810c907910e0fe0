"""How one deployment differs from the next, and what can be wrong with one.

Everything is a JSON merge patch (RFC 7396) over ``examples/lobby-gate.yaml``, or a function
that draws one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

Patch = dict[str, Any]

_PLACES = ("Riverside", "Harbour", "Lotus", "Cedar", "Hillside", "Jade", "Willow", "Granite")
_PLACES_ZH = ("滨江", "海湾", "荷花", "雪松", "山麓", "玉泉", "垂柳", "磐石")
_KINDS = ("tower", "campus", "plaza", "court")
_KINDS_ZH = ("大厦", "园区", "广场", "公馆")
_USES = (
    ("residential", "access-control", "residents"),
    ("workplace", "access-control", "employees"),
    ("workplace", "attendance", "employees"),
    ("hospitality", "access-control", "customers"),
)
_METHODS = ("access-card", "pin-code", "phone-key", "staffed-desk")
_CHANNELS = ("app", "front-desk", "telephone", "website", "post")


def sound(rng: Random, index: int) -> Patch:
    """Draw a deployment of its own that meets every rule which the example meets."""
    enrolled = rng.randrange(40, 60_000)
    sector, use, people = rng.choice(_USES)
    return {
        **_identity(rng, index),
        "scenario": {"sector": sector, "useCase": use},
        "subjects": {"categories": [people], "enrolled": enrolled},
        "alternatives": {"offered": [_alternative(name) for name in _some(rng, _METHODS, 2)]},
        "necessity": {"comparison": [_comparison(rng, name) for name in _some(rng, _METHODS, 2)]},
        "consent": {"withdrawal": {"channels": _some(rng, _CHANNELS, 2)}},
        "capture": {"devices": [device(number) for number in range(rng.randint(2, 6))]},
        "storage": {"encryption": {"atRest": rng.choice(("sm4", "aes-256"))}},
        "transport": [_inside(), *(_to_door(number) for number in range(rng.randint(1, 4)))],
        "governance": {"filing": {"storedPersonsTotal": enrolled + rng.randrange(1000)}},
    }


def _identity(rng: Random, index: int) -> Patch:
    place, kind = rng.randrange(len(_PLACES)), rng.randrange(len(_KINDS))
    name = f"{_PLACES[place].lower()}-{_KINDS[kind]}"
    title = {
        "en": f"{_PLACES[place]} {_KINDS[kind]} {index}",
        "zh-Hans": f"{_PLACES_ZH[place]}{_KINDS_ZH[kind]} {index} 号",
    }
    day = f"2026-{rng.randint(1, 9):02}-{rng.randint(1, 28):02}"
    version = f"{rng.randint(1, 4)}.{rng.randint(0, 9)}.{rng.randint(0, 9)}"
    return {
        "metadata": {"id": f"{name}-{index}", "title": title, "version": version, "updated": day},
        "controller": {
            "name": f"{_PLACES[place]} Property Services Co., Ltd.",
            "contact": f"privacy@{name}.example",
        },
    }


def _some(rng: Random, names: tuple[str, ...], least: int) -> list[str]:
    return rng.sample(names, rng.randint(least, len(names)))


def _alternative(method: str) -> Patch:
    return {"method": method, "availability": "always", "offeredTo": "all", "parity": "equal"}


def _comparison(rng: Random, method: str) -> Patch:
    return {
        "method": method,
        "securityVsFace": "much-lower",
        "convenienceVsFace": rng.choice(("much-lower", "lower", "comparable")),
        "reachesPurpose": True,
        "evidence": ["ev-necessity"],
    }


def device(number: int) -> Patch:
    """Return one more device that captures faces as it should."""
    return {
        "id": f"gate-{number}",
        "location": f"entrance-{number}",
        "privateSpace": "none",
        "signage": "prominent",
        "captureArea": {"limited": True, "evidence": ["ev-pia"]},
    }


def _inside() -> Patch:
    return {
        "from": "camera of the gate",
        "to": "matcher of the gate",
        "network": "internal-bus",
        "carries": ["image"],
        "encryption": "not-applicable",
    }


def _to_door(number: int) -> Patch:
    return {
        "from": f"gate-{number}",
        "to": "door controller",
        "network": "local-network",
        "carries": ["result"],
        "encryption": "tls",
    }


def document(number: int, *, expired: bool = False) -> Patch:
    """Return one more entry of the evidence list."""
    return {
        "id": f"ev-{number}",
        "type": "record",
        "title": f"Record {number}",
        "uri": f"doc://records/2026/{number}.pdf",
        "issued": "2026-01-10",
        "expires": "2026-06-30" if expired else "2029-01-10",
        "by": "Records office",
    }


def _open_line() -> Patch:
    line = {"from": "gate-1", "to": "cloud", "network": "internet", "carries": ["image"]}
    return {**line, "encryption": "none"}


_UNLOCK = {"id": "unlock", "description": "Open the turnstile.", "basicService": "enter"}

FLAWS: tuple[Patch, ...] = (
    {"storage": {"encryption": {"atRest": "none"}, "separation": "none"}},
    {"storage": {"images": {"retained": True, "consent": "bundled", "deletedAt": "never"}}},
    {"storage": {"images": {"deletedAt": None}}},
    {"consent": {"grade": "bundled", "onRefusal": "service-denied"}},
    {"consent": {"reprompt": {"policy": "periodic", "interval": "PT12H"}, "withdrawal": None}},
    {"alternatives": {"offered": [], "chosenBy": "controller"}},
    {"alternatives": None, "necessity": None},
    {"notice": {"states": ["purpose", "data-types"], "given": "after"}},
    {"notice": {"given": None}, "capture": {"imagesPerEnrolment": None}},
    {"capture": {"presentationAttackDetection": None, "cooperation": ["none"]}},
    {"capture": {"trigger": "continuous", "minimisation": {"assessed": False}}},
    {"templates": {"irreversible": False, "renewable": None, "unlinkable": False}},
    {"templates": {"evidence": ["ev-old"]}, "evidence": "expired"},
    {"security": {"capability": {"evidence": ["ev-old"]}}, "evidence": "expired"},
    {"governance": {"policy": ["ev-old"]}, "evidence": "expired"},
    {"transport": [_open_line()], "matching": {"locus": "third-party-cloud"}},
    {"sharing": {"publicDisclosure": "occurs"}},
    {"purposes": [{**_UNLOCK, "use": "marketing", "legalBasis": "none"}]},
    {"purposes": [{**_UNLOCK, "use": "identity-verification", "legalBasis": "not-assessed"}]},
    {"subjects": {"under14": {"policy": "included"}, "bystanders": {"capture": "retained"}}},
    {"subjects": {"under14": {"policy": "not-assessed"}}},
    {"deletion": None},
    {"governance": {"impactAssessment": {"performed": "never"}, "audit": None}},
    {"governance": {"incidentPlan": None, "rights": ["access"], "training": {"given": "once"}}},
)
"""What is wrong with manifests that fail; the word ``expired`` asks for an entry that is."""
