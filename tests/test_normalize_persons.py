from __future__ import annotations

import pytest

from normalize.persons import find_persons
from tests.facts import KNOWLEDGE
from tests.tables import document, table


def persons(body: str) -> set[str]:
    return {" ".join(person.words) for person in find_persons(document(body=body), KNOWLEDGE)}


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (
            "représenté par Mme Dominique EXEMPLE, préfète de région, et M. Claude\nMODÈLE, préfet du Haut-Rhin",
            {"Dominique EXEMPLE", "Claude MODÈLE"},
        ),
        ("représentée par Frédéric Patron, Président de la Collectivité", {"Frédéric Patron"}),
        ("représenté par son président Jean-Paul Échantillon, dûment habilité", {"Jean-Paul Échantillon"}),
        ("représentée par sa présidente, Marie-Ange d'ESSAI DE LA TOUR", {"Marie-Ange d'ESSAI DE LA TOUR"}),
        ("Le président de la Collectivité européenne d'Alsace, Camille SPÉCIMEN.", {"Camille SPÉCIMEN"}),
        (
            "La Préfète de la Région Grand-\nEst et du département\ndu Bas-Rhin\nDominique EXEMPLE",
            {"Dominique EXEMPLE"},
        ),
        (
            "Fait à Valence, le 3 mai 2022\nÉCHANTILLON Jean-Paul\nAnne Modèle de Témoin",
            {"ÉCHANTILLON Jean-Paul", "Anne Modèle de Témoin"},
        ),
        (
            "Fait à Valence, le 3 mai 2022\nCamille SPÉCIMEN Dominique EXEMPLE",
            {"Camille SPÉCIMEN", "Dominique EXEMPLE", "Camille SPÉCIMEN Dominique EXEMPLE"},
        ),
        ("Pilote de l'action : Claire Patron, cheffe de service", {"Claire Patron"}),
        ("MM. Patron et Modèle", {"Patron", "Modèle"}),
    ],
)
def test_a_person_is_found_where_a_name_is_led_to(body: str, names: set[str]) -> None:
    assert persons(body) == names


@pytest.mark.parametrize(
    "body",
    [
        "Monsieur le Préfet de la Drôme, Madame la Présidente du Conseil départemental",
        "collège Jean Moulin, rue Victor Hugo, avenue du Président Kennedy, Maison Simone Veil, école Madame de Staël",
        "Pilote : Direction Solidarités CCAS\nResponsable : Maison Départementale CAF",
        "le préfet de région, le Président de la Collectivité européenne d'Alsace, Haut-Rhin",
        "Fait à Valence, le 3 mai 2022\nPour visa, le Directeur régional des finances publiques\nCachet et Signature",
        "Pilote : Association Alpha OMEGA\nOpérateur : Groupe Bêta SARL",
        "Nombre de bénéficiaires RSA ; Plateforme MSAP ; 12 M. d'euros",
    ],
)
def test_offices_bodies_and_places_are_no_persons(body: str) -> None:
    assert persons(body) == set()


def test_a_signature_in_a_cell_is_found() -> None:
    signed = document(table("Pour l'État,¶Le préfet¶Hugues TESTARD | Pour le Département,¶La présidente¶Marie PATRON"))
    found = {" ".join(person.words) for person in find_persons(signed, KNOWLEDGE)}
    assert found == {"Hugues TESTARD", "Marie PATRON"}
