"""Every refusal of the reader is explained, and nothing is explained that cannot happen."""

import re
from pathlib import Path

from symcalc.read import codes
from symcalc.read.codes import READING_CODES
from symcalc.read.cures import CURES


def test_the_codes_in_use_are_the_codes_explained():
    folder = Path(codes.__file__).parent
    package = folder.parent
    sources = [*folder.glob("*.py"), package / "request.py", package / "check" / "doubt.py"]
    tables = ("codes.py", "cures.py")
    text = "".join(path.read_text() for path in sources if path.name not in tables)
    assert set(re.findall(r'"(SC0\d\d)"', text)) == set(READING_CODES)


def test_every_refusal_has_a_cure():
    assert set(CURES) == set(READING_CODES)
