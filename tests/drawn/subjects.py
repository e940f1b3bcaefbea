"""What the drawn annexes are about: sections, measures and indicators, in this room's own words."""

from __future__ import annotations

from typing import Literal

Kind = Literal["count", "share", "delay", "money"]

SECTIONS = (
    "Enfants et jeunes",
    "Renforcer les compétences des travailleurs sociaux",
    "Insertion des allocataires du RSA",
    "Formation des travailleurs sociaux",
    "Mobilités à des fins d'insertion professionnelle",
    "Lutte contre la précarité et accès aux droits",
)

MEASURES: tuple[tuple[str, tuple[tuple[str, Kind], ...]], ...] = (
    (
        "Premier accueil social inconditionnel de proximité",
        (
            ("Taux de couverture par un accueil accessible à moins de 30 minutes", "share"),
            ("Nombre de structures engagées dans la démarche (hors dispositif du Conseil départemental)", "count"),
            ("Nombre de lieux d'accueil labellisés", "count"),
        ),
    ),
    (
        "Référent de parcours",
        (
            ("Nombre d'intervenants sociaux formés ou sensibilisés à la démarche", "count"),
            ("Nombre total de personnes accompagnées par un référent de parcours", "count"),
        ),
    ),
    (
        "Prévenir les sorties sèches de l'aide sociale à l'enfance",
        (
            ("Nombre de jeunes devenus majeurs dans l'année", "count"),
            ("Part des jeunes ayant un logement stable", "share"),
            ("Nombre de jeunes ayant accès à des ressources financières", "count"),
            ("Nombre de jeunes dans un parcours professionnel ou scolaire", "count"),
        ),
    ),
    (
        "Orienter et accompagner les allocataires du RSA",
        (
            ("Nombre de nouveaux entrants", "count"),
            ("Délai moyen entre l'ouverture du droit et le premier rendez-vous", "delay"),
            ("Part des nouveaux entrants orientés en moins d'un mois", "share"),
        ),
    ),
    (
        "Garantie d'activité",
        (
            ("Nombre de bénéficiaires orientés vers la garantie d'activité départementale", "count"),
            ("Nombre de personnes accompagnées par conseiller dédié à l'accompagnement global", "count"),
            ("Délai moyen de démarrage de l'accompagnement global", "delay"),
        ),
    ),
    (
        "Plateforme de mobilité",
        (
            ("Nombre de mesures de diagnostic prescrites par le conseil départemental", "count"),
            ("Nombre de personnes accompagnées par la plateforme", "count"),
            ("Montant des aides à la mobilité versées", "money"),
        ),
    ),
    (
        "Domiciliation des personnes sans domicile stable",
        (
            ("Nombre d'élections de domicile en cours", "count"),
            ("Part des communes disposant d'un service de domiciliation", "share"),
        ),
    ),
    (
        "Aller vers les publics éloignés",
        (
            ("Nombre de maraudes mixtes réalisées", "count"),
            ("Nombre de familles rencontrées", "count"),
            ("Coût moyen d'une intervention", "money"),
        ),
    ),
    (
        "Accès à la cantine et aux petits déjeuners",
        (("Nombre d'enfants bénéficiaires", "count"), ("Reste à charge moyen des familles", "money")),
    ),
    (
        "Protection maternelle et infantile",
        (
            ("Taux de réalisation des bilans de santé en école maternelle", "share"),
            ("Nombre de visites à domicile", "count"),
            ("Délai d'obtention d'un rendez-vous", "delay"),
        ),
    ),
    (
        "Insertion par l'emploi et clauses sociales",
        (
            ("Nombre d'heures d'insertion réalisées", "count"),
            ("Taux de sorties dynamiques", "share"),
            ("Nombre de contrats signés", "count"),
        ),
    ),
    (
        "Formation des professionnels de la petite enfance",
        (("Nombre d'agents formés", "count"), ("Part des agents formés dans l'année", "share")),
    ),
)

GROUPS = (
    "Nombre de personnes formées par des formations figurant au catalogue, par thématique :",
    "Nombre de personnes formées par des formations à financement spécifique, par thématique :",
    "Répartition des personnes accompagnées par situation :",
)

THEMES = (
    "Numérique",
    "Participation des personnes",
    "Développement social",
    "Aller vers",
    "Territoires",
    "Insertion socio-professionnelle",
)

COMMENTS = (
    "",
    "",
    "Stock",
    "Flux, entre deux remontées d'informations",
    "Depuis la dernière remontée d'informations",
    "Cf. référentiel national qui définit les conditions d'un premier accueil. A minima présence d'une personne en "
    "capacité d'assurer une première orientation.",
    "Périmètre : jeunes confiés à l'ASE dont le 18e anniversaire tombe dans l'année",
    "NB : indicateur complété sur la base d'un chiffrage incluant la garantie d'activité entre 2018 et 2020 "
    "(changement de périmètre en cours de contractualisation)",
    "Maisons départementales, MSAP, CCAS, communautés de communes, centres sociaux",
    "En jours ouvrés",
    "Objectif national : 100 % en 2022. Les données proviennent du système d'information départemental et sont "
    "arrêtées au 31 décembre.\nNota : la méthode de comptage a évolué.",
)
