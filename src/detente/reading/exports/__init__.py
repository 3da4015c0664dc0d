"""In: what was read in documents. Out: text for other tools, annotations and a table."""

from detente.reading.exports.annotations import to_web_annotations
from detente.reading.exports.plover import PLOVER, plover
from detente.reading.exports.table import COLUMNS, to_csv

__all__ = ["COLUMNS", "PLOVER", "plover", "to_csv", "to_web_annotations"]
