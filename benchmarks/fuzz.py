"""Damaged pages before the reader and the judge, for as long as wanted: no crash, no hang.

    python benchmarks/fuzz.py --minutes 10
    python benchmarks/fuzz.py --minutes 10 --judge      # the judge and the writers as well
    python benchmarks/fuzz.py --seed 7 --minutes 1

Pages of the catalogue and kept seeds are cut, joined, and mixed with fragments of LaTeX.  With
atheris installed (``pip install atheris``) coverage guides what is tried; without it chance does.
What crashes or hangs is written to ``benchmarks/seeds``, which the next run starts with.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from symcalc import catalogue
from symcalc.core.deadline import OutOfTime, deadline
from tests.fuzzing import FRAGMENTS, read_and_judge, read_only

SEEDS = Path(__file__).parent / "seeds"
#: A page of a few hundred lines is read in less; a claim has 0.3 s.
LONGEST_SECONDS = 10.0
MOST_CHARACTERS = 3000

Try = Callable[[str], object]


def starts() -> list[str]:
    """The pages to begin with."""
    kept = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.md"))]
    return [*kept, *(entry.text for entry in catalogue.entries())]


def damaged(pages: list[str], chance: random.Random) -> str:
    """A part of a page with a few places replaced by fragments or by parts of other pages."""
    text = _part(chance.choice(pages), chance, MOST_CHARACTERS)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(text) + 1)
        put = (
            chance.choice(FRAGMENTS)
            if chance.random() < 0.7
            else _part(chance.choice(pages), chance, 60)
        )
        text = text[:place] + put + text[place + chance.randint(0, 12) :]
    return text


def _part(text: str, chance: random.Random, most: int) -> str:
    start = chance.randrange(len(text))
    return text[start : start + chance.randint(1, most)]


def survives(page: str, attempt: Try) -> bool:
    """Whether a page is dealt with in time; one that is not is kept."""
    try:
        with deadline(LONGEST_SECONDS):
            attempt(page)
    except (Exception, OutOfTime):
        SEEDS.mkdir(exist_ok=True)
        kept = SEEDS / f"{hashlib.sha256(page.encode()).hexdigest()[:12]}.md"
        kept.write_text(page, encoding="utf-8")
        print(f"{kept}:\n{traceback.format_exc()}", flush=True)
        return False
    return True


def by_chance(attempt: Try, minutes: float, seed: int) -> Iterator[bool]:
    chance, pages = random.Random(seed), starts()  # noqa: S311 - mathematics
    ends = time.monotonic() + 60 * minutes
    while time.monotonic() < ends:
        yield survives(damaged(pages, chance), attempt)


def by_coverage(attempt: Try, minutes: float, seed: int) -> None:
    """Let atheris choose; it ends the process."""
    import atheris  # noqa: PLC0415 - an extra tool that need not be there

    def one(data: bytes) -> None:
        survives(data.decode("utf-8", "replace").replace("\r", "\n"), attempt)

    SEEDS.mkdir(exist_ok=True)
    arguments = [f"-max_total_time={int(60 * minutes)}", f"-seed={seed or 1}", str(SEEDS)]
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], "-max_len=3000", *arguments], one)
    atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--judge", action="store_true", help="judge and write what can be read")
    parser.add_argument("--atheris", action="store_true", help="let coverage guide the search")
    options = parser.parse_args()
    attempt: Try = read_and_judge if options.judge else read_only
    if options.atheris:
        by_coverage(attempt, options.minutes, options.seed)
    survived = list(by_chance(attempt, options.minutes, options.seed))
    print(f"{len(survived)} pages, {survived.count(False)} crashes or hangs")
    sys.exit(0 if all(survived) else 1)


if __name__ == "__main__":
    main()
