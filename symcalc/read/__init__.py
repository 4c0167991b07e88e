"""Text to statements: the reader of pages, formulas and declarations."""

from symcalc.read.errors import ReadError
from symcalc.read.reader import Reading, read_document, read_expression

__all__ = ["ReadError", "Reading", "read_document", "read_expression"]
