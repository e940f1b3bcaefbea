"""What the review pages say in French for the closed lists of the dataset; the code stands beside the words there."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

STATUSES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "reported": ("●", "chiffre"),
        "range": ("◐", "fourchette"),
        "nd": ("□", "non disponible"),
        "nc": ("▤", "NC, sans légende"),
        "nr": ("▢", "non renseigné"),
        "not_applicable": ("╱", "sans objet"),
        "not_contracted": ("✕", "non contractualisé"),
        "text": ("¶", "texte sans chiffre"),
        "ambiguous": ("◆", "plusieurs chiffres, aucun retenu"),
        "blank": ("○", "vide"),
    }
)
"""Shape and words of each status: no two shapes are alike without their colour."""

NO_TERRITORY = "no_territory"
"""No flag of the dataset: a figure is for review too where no territory is printed anywhere."""

FLAGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "multiple_numbers": (
            "plusieurs nombres",
            "La cellule contient plusieurs nombres et aucune règle ne dit lequel retenir.",
        ),
        "number_with_clause": (
            "nombre suivi d'une précision",
            "Le nombre est suivi d'une précision qui peut en changer le sens.",
        ),
        "territory_inferred": (
            "territoire déduit",
            "Aucun libellé ne dit de quel territoire il s'agit : il a été déduit.",
        ),
        "row_shift_repaired": (
            "ligne décalée",
            "La ligne est décalée par rapport à ses voisines : elle a été remise en place.",
        ),
        "rows_matched_by_order": (
            "ligne sans libellé",
            "La ligne n'a pas de libellé : elle a été rattachée d'après l'ordre des lignes.",
        ),
        "printed_once_for_several_indicators": (
            "une valeur pour plusieurs indicateurs",
            "Une seule valeur est imprimée pour plusieurs indicateurs.",
        ),
        "period_kind_inferred": (
            "situation, résultat ou cible déduit",
            "L'en-tête ne dit pas s'il s'agit d'une situation, d'un résultat ou d'une cible.",
        ),
        "readers_disagree": (
            "deux lectures différentes",
            "Deux lectures indépendantes donnent des textes différents.",
        ),
        "ocr_low_confidence": (
            "caractères mal lisibles",
            "La page est numérisée et la lecture de ces caractères n'est pas sûre.",
        ),
        "percentage_over_100": (
            "pourcentage supérieur à 100",
            "Le pourcentage dépasse 100.",
        ),
        "digits_suspect": (
            "virgule ou espace perdue",
            "Une virgule ou une espace semble perdue : la valeur ne s'accorde pas avec sa ligne ou son total.",
        ),
        "joint_territories": (
            "plusieurs territoires ensemble",
            "Une seule valeur vaut pour plusieurs territoires.",
        ),
        "joined_over_page": (
            "coupé par un saut de page",
            "Le texte est coupé par un saut de page et a été recollé.",
        ),
        "marker_with_text": (
            "mention suivie d'un texte",
            "La mention (ND, NC…) est accompagnée d'un texte.",
        ),
        "period_bounds_inconsistent": (
            "dates contredites par la période",
            "Les dates imprimées dans l'en-tête contredisent le nom de la période.",
        ),
        "tracked_change": (
            "modification suivie",
            "Le texte vient d'une modification suivie du document Word.",
        ),
        "series_break": (
            "rupture de série",
            "Le document signale une rupture de série.",
        ),
        "not_comparable_between_territories": (
            "territoires non comparables",
            "Le document dit que les territoires ne sont pas comparables.",
        ),
        "corrected": (
            "déjà corrigé",
            "Une personne a déjà corrigé cette lecture.",
        ),
        NO_TERRITORY: (
            "territoire non imprimé",
            "Aucun territoire n'est imprimé, ni dans le tableau ni ailleurs dans le document.",
        ),
    }
)
"""Each flag in few words, and in a sentence."""

KINDS: Mapping[str, str] = MappingProxyType({"situation": "situation", "result": "résultat", "target": "cible"})
COMPARATORS: Mapping[str, str] = MappingProxyType({"<": "<", "<=": "≤", ">": ">", ">=": "≥", "~": "≈"})
READERS: Mapping[str, str] = MappingProxyType(
    {"pdf": "PDF", "scan": "numérisation", "docx": "Word", "transcript": "transcription"}
)
DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {"convention": "convention", "amendment": "avenant", "execution_report": "rapport d'exécution"}
)
PAYERS: Mapping[str, str] = MappingProxyType({"state": "État", "collectivity": "collectivité", "other": "autre"})
SEVERITIES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"error": ("■", "erreur"), "warning": ("▲", "à vérifier"), "info": ("·", "pour information")}
)

FINDINGS: Mapping[str, str] = MappingProxyType(
    {
        "empty_file": "Fichier vide",
        "not_a_document": "Ce n'est pas un document",
        "unreadable": "Fichier illisible",
        "truncated": "Fichier tronqué",
        "encrypted": "Fichier protégé par un mot de passe",
        "unsupported_format": "Format non pris en charge",
        "too_large": "Document trop long",
        "check_failed": "Lignes contraires aux règles du jeu de données",
        "correction_stale": "Correction périmée",
        "internal_error": "Erreur du programme",
        "timed_out": "Lecture trop longue",
        "out_of_memory": "Mémoire insuffisante",
        "crashed": "Arrêt brutal de la lecture",
        "no_annexe_table": "Aucun tableau d'indicateurs",
        "page_without_text_layer": "Page sans texte",
        "drawing_left_out": "Dessin laissé de côté",
        "invisible_text": "Texte invisible",
        "tracked_change": "Modification suivie",
        "other_table": "Autre tableau",
        "header_not_understood": "En-tête non compris",
        "period_not_understood": "Période non comprise",
        "period_bounds_inconsistent": "Dates et période se contredisent",
        "period_kind_inferred": "Nature de la période déduite",
        "unplaced_text": "Texte non rattaché",
        "territory_absent": "Territoire absent",
        "territory_unknown": "Territoire inconnu",
        "collectivity_not_found": "Collectivité non trouvée",
        "year_not_found": "Année non trouvée",
        "fact_found": "Fait trouvé",
        "fact_not_found": "Fait non trouvé",
        "fact_unsure": "Fait incertain",
        "facts_disagree": "Faits contradictoires",
        "funding_not_understood": "Annexe financière non comprise",
        "total_mismatch": "Total différent de la somme",
        "sheet_not_understood": "Fiche action non comprise",
        "figure_over_several_periods": "Valeur sur plusieurs périodes",
        "factor_along_row": "Facteur dix le long de la ligne",
        "semester_above_year": "Semestre supérieur à l'année",
        "unit_changes": "Unité qui change le long de la ligne",
        "indicator_without_label": "Indicateur sans libellé",
        "page_break_unsure": "Saut de page incertain",
        "row_not_understood": "Ligne non comprise",
        "readers_disagree": "Lectures différentes",
        "table_geometry": "Tracé du tableau incertain",
        "private_data_withheld": "Donnée personnelle masquée",
        "footnote": "Note",
        "indicator_not_matched": "Indicateur hors de la liste nationale",
        "stock_or_flow": "Stock ou flux",
        "series_break": "Rupture de série",
        "not_comparable_between_territories": "Territoires non comparables",
        "collectivity_out_of_its_years": "Collectivité hors de ses années",
    }
)
