"""In: a case and its signings, earliest first. Out: `Brief`, one self-contained HTML page."""
