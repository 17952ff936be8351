"""Every reader that data of strangers comes through."""

from typing import Final

from tests.fuzz.asking import Target
from tests.fuzz.editing_targets import EDITS
from tests.fuzz.table_targets import TABLES
from tests.fuzz.text_targets import TEXTS
from tests.fuzz.whole_targets import WHOLE

TARGETS: Final[dict[str, Target]] = {one.name: one for one in (*TEXTS, *TABLES, *WHOLE, *EDITS)}
