"""``python -m symcalc`` is the ``symcalc`` program."""

from symcalc.cli import main

main()
