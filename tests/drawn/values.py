"""What a clerk writes into a cell, and what a careful reader makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.drawn.subjects import Kind

NARROW, THIN, HARD = "\u202f", "\u2009", "\u00a0"


@dataclass(frozen=True, slots=True)
class Value:
    """A cell's text (one territory's part of it) and its meaning, as the dataset's page defines it."""

    text: str
    status: str = "reported"
    value: float | None = None
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    comparator: str | None = None


BLANK = Value("", "blank")

MARKERS: tuple[tuple[str, str], ...] = (
    ("ND", "nd"),
    ("N.D.", "nd"),
    ("n.d.", "nd"),
    ("nd", "nd"),
    ("Non disponible", "nd"),
    ("Donnée non disponible", "nd"),
    ("NC", "nc"),
    ("N.C.", "nc"),
    ("NR", "nr"),
    ("Non renseigné", "nr"),
    ("non renseignée", "nr"),
    ("/", "not_applicable"),
    ("SO", "not_applicable"),
    ("S.O.", "not_applicable"),
    ("Sans objet", "not_applicable"),
    ("non concerné", "not_applicable"),
    ("Action non-contractualisée", "not_contracted"),
    ("Action non contractualisée", "not_contracted"),
    ("ND 8 interventions réalisées à distance, nombre de professionnels impossible à estimer", "nd"),
    ("ND (logiciel en cours de déploiement)", "nd"),
)

TEXTS: tuple[tuple[str, str], ...] = (
    ("en cours de consolidation", "text"),
    ("une centaine", "text"),
    ("Non consolidé à ce jour", "text"),
    ("Effectif cible à définir avec les partenaires", "text"),
    ("Les cahiers des charges des 3 modalités de formation ne sont pas finalisés à cette date", "text"),
    ("12/15", "ambiguous"),
    ("10 structures sur l'arrondissement Nord + 18 sur le reste du territoire", "ambiguous"),
    ("325 intervenants formés pour le compte d'autres départements et 81 en interne", "ambiguous"),
)

NOUNS = (("structure", "structures"), ("situation", "situations"), ("personne", "personnes"), ("agent", "agents"))
NOTED_NOUNS = (("agent", "agents formés"), ("jeune", "jeunes suivis"), ("place", "places ouvertes"))


@dataclass(frozen=True, slots=True)
class Habits:
    """How one clerk writes numbers: what stands between thousands, before a sign, and where both are bare."""

    thousands: str
    before_sign: str
    signs: bool
    shares_decimals: int
    rich: bool


def draw_habits(rng: Random, rich: bool, narrow: bool) -> Habits:
    """`rich`: the font has signs beyond Windows-1252; `narrow`: and narrow spaces."""
    spaces = [" ", " ", HARD, "."] + ([NARROW, NARROW, THIN] if narrow else [])
    return Habits(rng.choice(spaces), rng.choice(["", " ", HARD]), rng.random() < 0.8, rng.choice([0, 0, 1, 2]), rich)


def grouped(number: int, thousands: str) -> str:
    return f"{number:,}".replace(",", thousands)


def bare(rng: Random, number: int, habits: Habits) -> str:
    """Now and then a clerk forgets to separate thousands."""
    return str(number) if number < 10_000 and rng.random() < 0.2 else grouped(number, habits.thousands)


def draw_value(rng: Random, kind: Kind, habits: Habits) -> Value:
    dice = rng.random()
    if dice < 0.10:
        return BLANK
    if dice < 0.20:
        text, status = rng.choice(MARKERS)
        return Value(text, status)
    if dice < 0.225:
        text, status = rng.choice(TEXTS)
        return Value(text, status)
    return DRAWERS[kind](rng, habits)


def draw_count(rng: Random, habits: Habits) -> Value:
    number = rng.choice(
        [rng.randrange(0, 10), rng.randrange(10, 100), rng.randrange(100, 1000), rng.randrange(1000, 60000)]
    )
    text = bare(rng, number, habits)
    dice = rng.random()
    if dice < 0.70:
        return Value(text, value=number)
    if dice < 0.80:
        one, many = rng.choice(NOUNS)
        return Value(f"{text} {one if number < 2 else many}", value=number, unit=one)
    if dice < 0.84 and number > 1:
        unit, many = rng.choice(NOTED_NOUNS)
        return Value(f"{text} {many}", value=number, unit=unit)
    if dice < 0.92:
        return draw_bound(rng, number, habits)
    if dice < 0.96 and 10 < number < 1000:
        return draw_range(rng, number, number + rng.randrange(1, 40), ("", ""))
    if dice < 0.98 and number > 1:
        return Value(f"{text}, soit le nombre de maisons de services au public", value=number)
    return Value(text, value=number)


def draw_bound(rng: Random, number: int, habits: Habits) -> Value:
    words = [("moins de ", "<"), ("au plus ", "<="), ("plus de ", ">"), ("> ", ">"), (">", ">"), ("< ", "<")]
    words += [("au moins ", ">="), ("environ ", "~"), ("Au moins ", ">="), ("Environ ", "~"), ("minimum ", ">=")]
    words += [("≥ ", ">="), ("≤ ", "<="), ("≈ ", "~")] if habits.rich else [(">= ", ">="), ("<= ", "<="), ("~ ", "~")]
    before, sign = rng.choice(words)
    return Value(before + bare(rng, number, habits), value=number, comparator=sign)


def draw_range(rng: Random, low: float, high: float, unit: tuple[str, str]) -> Value:
    """`unit`: as printed after the numbers, and its canonical name."""
    a, b = (f"{n:g}".replace(".", ",") for n in (low, high))
    text = rng.choice(
        [f"{a} à {b}", f"entre {a} et {b}", f"{a}-{b}", f"de {a} à {b}", f"Entre {a} et {b}", f"{a} - {b}"]
    )
    return Value(text + unit[0], "range", unit=unit[1] or None, low=low, high=high)


def draw_share(rng: Random, habits: Habits) -> Value:
    number = round(rng.uniform(20, 100), habits.shares_decimals)
    sign = f"{habits.before_sign}%" if habits.signs else ""
    dice = rng.random()
    if dice < 0.08:
        low = rng.randrange(20, 80)
        return draw_range(rng, low, low + rng.randrange(2, 20), (sign, "%" if sign else ""))
    before, comparator = rng.choice([("> ", ">"), ("au moins ", ">="), ("environ ", "~"), ("plus de ", ">")])
    if dice < 0.84:
        before, comparator = "", ""
    text = f"{number:.{habits.shares_decimals}f}".replace(".", ",") + sign
    return Value(before + text, value=number, unit="%" if sign else None, comparator=comparator or None)


def draw_delay(rng: Random, habits: Habits) -> Value:
    number = rng.randrange(2, 90)
    dice = rng.random()
    if dice < 0.1:
        return Value(f"Tendre vers {number % 8 + 2} semaines", value=number % 8 + 2, unit="semaine")
    if dice < 0.2:
        return draw_range(rng, number, number + rng.randrange(2, 20), (" jours", "jour"))
    if dice < 0.3:
        return Value(f"moins de {number} jours", value=number, unit="jour", comparator="<")
    if dice < 0.4:
        return Value(f"{number} mois", value=number, unit="mois")
    return Value(f"{number} jours", value=number, unit="jour") if habits.signs else Value(str(number), value=number)


def draw_money(rng: Random, habits: Habits) -> Value:
    number = rng.randrange(1000, 3_000_000)
    dice = rng.random()
    if dice < 0.15:
        return Value(f"{number / 1e6:.1f} M€".replace(".", ","), value=round(number / 1e6, 1) * 1e6, unit="€")
    if dice < 0.3:
        return Value(f"{number // 1000} K€", value=number // 1000 * 1000, unit="€")
    if dice < 0.5:
        cents = rng.randrange(1, 100)
        return Value(
            f"{grouped(number, habits.thousands)},{cents:02d} €", value=round(number + cents / 100, 2), unit="€"
        )
    if dice < 0.6:
        return Value(f"{number} euros", value=number, unit="€")
    return Value(f"{grouped(number, habits.thousands)} €", value=number, unit="€")


DRAWERS: dict[Kind, Callable[[Random, Habits], Value]] = {
    "count": draw_count,
    "share": draw_share,
    "delay": draw_delay,
    "money": draw_money,
}
