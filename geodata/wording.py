"""The product's sentences: the page, the figures and the handout all say it this way.

Plain text throughout, never HTML; names and values stand in it as the case has them. The patterns
stand at the top of the modules named here, each once, and are translated by `translation`.
"""

from geodata.claim_words import (
    claim_sentence,
    claim_sentence_parts,
    field_label,
    field_meaning,
    stance_label,
    stance_meaning,
    value_words,
)
from geodata.day_words import day_words, edtf_words, moment_words, span_words
from geodata.naming import Naming, naming_of, speaker_words, told_words
from geodata.standing_words import (
    standing_label,
    standing_meaning,
    standing_procedure,
    standing_rule_words,
    standing_words,
)

__all__ = [
    "Naming",
    "claim_sentence",
    "claim_sentence_parts",
    "day_words",
    "edtf_words",
    "field_label",
    "field_meaning",
    "moment_words",
    "naming_of",
    "span_words",
    "speaker_words",
    "stance_label",
    "stance_meaning",
    "standing_label",
    "standing_meaning",
    "standing_procedure",
    "standing_rule_words",
    "standing_words",
    "told_words",
    "value_words",
]
