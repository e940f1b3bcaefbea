"""Who signs, and how a clerk names the territories in the cells."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Territory:
    code: str
    name: str
    article: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """`code`: the territory of figures for which the table names none."""

    full: str
    code: str
    territories: tuple[Territory, ...]


BAS_RHIN, HAUT_RHIN = Territory("67", "Bas-Rhin", "le "), Territory("68", "Haut-Rhin", "le ")
SAVOIE, HAUTE_SAVOIE = Territory("73", "Savoie", "la "), Territory("74", "Haute-Savoie", "la ")
DROME, ARDECHE = Territory("26", "Drôme", "la "), Territory("07", "Ardèche", "l'")
CORSE_DU_SUD, HAUTE_CORSE = Territory("2A", "Corse-du-Sud", "la "), Territory("2B", "Haute-Corse", "la ")

JOINT = (
    Signatory("la Collectivité européenne d'Alsace", "6AE", (BAS_RHIN, HAUT_RHIN)),
    Signatory("la Collectivité européenne d'Alsace", "6AE", (HAUT_RHIN, BAS_RHIN)),
    Signatory("le Conseil Savoie Mont Blanc", "", (SAVOIE, HAUTE_SAVOIE)),
    Signatory("le Département de la Drôme et le Département de l'Ardèche", "", (DROME, ARDECHE)),
    Signatory("la Collectivité de Corse", "20R", (CORSE_DU_SUD, HAUTE_CORSE)),
)
SINGLE = (
    Signatory("le Département du Finistère", "29", ()),
    Signatory("le Département de l'Ain", "01", ()),
    Signatory("le Conseil départemental de la Haute-Garonne", "31", ()),
    Signatory("le Département des Côtes-d'Armor", "22", ()),
    Signatory("le Département de La Réunion", "974", ()),
    Signatory("la Métropole de Lyon", "69M", ()),
    Signatory("le Conseil départemental du Val-d'Oise", "95", ()),
)


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """A pattern of `code`, `name`, `the_name` (with its article), and how two of them are joined."""

    pattern: str
    joined: str
    bracket: str = "({code})"

    def before(self, territories: tuple[Territory, ...]) -> str:
        """The label that stands before a value, its colon included."""
        if len(territories) == 1:
            return self.pattern.format(**names(territories[0]))
        first, second = (names(territory) for territory in territories)
        return self.joined.format(first=first, second=second)

    def after(self, territories: tuple[Territory, ...]) -> str:
        """The label in brackets that stands after a value."""
        if len(territories) == 1:
            return self.bracket.format(**names(territories[0]))
        return "({})".format(" et ".join(self.bracket.format(**names(t)).strip("()") for t in territories))


def names(territory: Territory) -> dict[str, str]:
    return {"code": territory.code, "name": territory.name, "the_name": territory.article + territory.name}


LABELS = (
    LabelStyle("Pour le {code} :", "Pour le {first[code]} et le {second[code]} :"),
    LabelStyle("Pour le {code}\u00a0:", "Pour le {first[code]} et le {second[code]}\u00a0:"),
    LabelStyle("Pour le {code}:", "Pour les {first[code]} et {second[code]}:"),
    LabelStyle("{code} :", "{first[code]} et {second[code]} :", "({code})"),
    LabelStyle("{name} :", "{first[name]} et {second[name]} :", "({name})"),
    LabelStyle("Pour {the_name} :", "Pour {first[the_name]} et {second[the_name]} :", "({name})"),
    LabelStyle("Département {code} :", "Départements {first[code]} et {second[code]} :", "(dépt {code})"),
    LabelStyle("Dépt {code} :", "Dépts {first[code]} et {second[code]} :", "(dépt {code})"),
    LabelStyle("CD{code} :", "CD{first[code]} et CD{second[code]} :", "(CD {code})"),
    LabelStyle("{name} ({code}) :", "{first[name]} ({first[code]}) et {second[name]} ({second[code]}) :", "({name})"),
    LabelStyle("Sur le {code} :", "Sur le {first[code]} et le {second[code]} :"),
)
UNKNOWN_LABELS = (
    LabelStyle("Terr. {code} >", "Terr. {first[code]} & {second[code]} >", "(T{code})"),
    LabelStyle("[{code}]", "[{first[code]}/{second[code]}]", "[{code}]"),
    LabelStyle("D{code} =>", "D{first[code]}+D{second[code]} =>", "/{code}"),
    LabelStyle("Secteur {name} —", "Secteurs {first[name]} et {second[name]} —", "<{name}>"),
)

NAMED = ("{name}", "{code}", "{name} ({code})", "{code} - {name}", "Département {code}")
"""What stands in a column (or a header) of territories."""
NAMED_UNKNOWN = ("Secteur n°{code}", "zone {code} bis")


def draw_named(rng: Random, unknown: bool) -> str:
    return rng.choice(NAMED_UNKNOWN if unknown else NAMED)
