"""Sentences of tests, and invented conventions as clerks of different places would have worded them."""

from __future__ import annotations

from normalize.knowledge import load_knowledge
from normalize.prose import Sentence, read_sentences
from tests.tables import document

KNOWLEDGE = load_knowledge()


def sentences(body: str) -> tuple[Sentence, ...]:
    """The sentences of a body."""
    return read_sentences(document(body=body))


DROME = """
CONVENTION D'APPUI À LA LUTTE CONTRE LA PAUVRETÉ ET D'ACCÈS À L'EMPLOI 2019-2021
Entre
L'État, représenté par Monsieur Hugues TESTARD, préfet de la Drôme, désigné ci-après par les termes « le préfet »,
Et
Le Département de la Drôme, dont le siège est situé 1 rue de l'Exemple à Valence, SIRET n° 222 600 017 00019,
représenté par Madame Marie-Ange d'ESSAI, présidente du conseil départemental, dûment habilitée par délibération de la
commission permanente du 8 juillet 2019,
Vu la loi n° 2018-1317 du 28 décembre 2018 de finances pour 2019,
Vu le décret n°2012-1246 du 7 novembre 2012 relatif à la gestion budgétaire et comptable publique,
Vu l'instruction interministérielle n° DGCS/SD1/2019/24 du 4 février 2019 relative à la mise en œuvre,
Vu l'arrêté du 12 mars 2019 portant délégation de signature,
Article 1 Objet
Les fiches-actions n° 1, 2, 5 à 7 et 12 sont jointes.
Article 2.2 Engagements financiers
L'État s'engage à verser au Département de la Drôme, au titre de l'année 2019, une subvention d'un montant maximum de
sept cent douze mille trois cent quarante-cinq euros et soixante centimes (712 345,60 €).
Le Département contribue à hauteur de 712 000 euros.
Article 3 : Suivi et évaluation
Le Département transmet au préfet de région, avant le 31 mars de chaque année, un rapport d'exécution.
Article 4 : Versement
La dépense sera imputée sur les crédits du programme n° 304 « Inclusion sociale et protection des personnes » -
domaine fonctionnel 0304-19-01.
Article 5 : Durée
La présente convention est conclue pour une durée de trois ans, soit du 1er janvier 2019 au 31 décembre 2021. Elle peut
être renouvelée pour une durée d'un an.
Article 8 : Règlement des litiges
En cas de litige, le tribunal administratif de Grenoble est compétent.
Fait à Valence, le 12 juillet 2019
"""
AMENDMENT = """
AVENANT N° 3 À LA CONVENTION D'APPUI À LA LUTTE CONTRE LA PAUVRETÉ ET D'ACCÈS À L'EMPLOI - ANNÉE 2021
Entre l'État, représenté par la préfète de l'Isère, et le Département de l'Isère, représenté par son président,
Vu la convention d'appui à la lutte contre la pauvreté du 5 juillet 2019 entre l'État et le Département de l'Isère,
Vu les avenants n° 1 et 2 à la convention d'appui, signés les 12 octobre 2019 et 3 novembre 2020,
Vu la délibération n° 2021 DCP 09 B 12 du conseil départemental du 24 septembre 2021 approuvant le présent avenant,
Vu la délibération du 12 mai 2019 approuvant le schéma des solidarités,
Article 2 – Montant de la participation de l'État
Le montant de la participation financière de l'État est porté à 1.402.118,50 euros pour l'année 2021, dont 200 000 € au
titre de la mesure 5.
Article 3 – Durée
Le présent avenant prend effet à la date de sa signature et s'achève le 30 juin 2022.
Les parties conviennent de saisir le tribunal administratif territorialement compétent.
"""
