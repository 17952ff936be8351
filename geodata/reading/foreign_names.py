"""What columns are called in other languages: good for a guess, which a person confirms.

German, French, Spanish, Russian, Turkish and Azerbaijani, as everyday tables have them.
"""

from collections.abc import Mapping
from typing import Final

_NAMES: Final = {
    "title": "titel überschrift ueberschrift ereignis titre événement evenement título titulo "
    "evento suceso название заголовок событие başlık olay başlıq hadisə",
    "description": "beschreibung bemerkung texte descripción descripcion texto описание текст "
    "açıklama təsvir",
    "kind": "art typ kategorie catégorie tipo categoría тип категория tür növ",
    "date": "datum tag jour fecha día dia дата день tarih tarix",
    "place": "ort ortsname lieu localité lugar localidad место населённыйпункт yer konum məkan",
    "latitude": "breite breitengrad latitud широта enlem enlik",
    "longitude": "länge laenge längengrad laengengrad longitud долгота boylam uzunluq",
    "actors": "akteure beteiligte acteurs actores участники aktörler",
    "source": "quelle fuente источник kaynak mənbə",
    "url": "adresse enlace lien ссылка bağlantı keçid",
}

FOREIGN_NAMES: Final[Mapping[str, frozenset[str]]] = {
    ours: frozenset(names.split()) for ours, names in _NAMES.items()
}
"""By our column, each as `geodata.reading.headers.bare_name` gives it."""
