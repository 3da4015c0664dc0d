"""The pages that a browser is shown. Where they come from is said here and nowhere else."""

from __future__ import annotations

import json

from browsing import ROOT

from detente.briefing.maps import MAP_CSS, area_map, map_note
from detente.case.zones import Zone
from detente.desk import brief, load


def real_zones() -> tuple[Zone, ...]:
    raw = json.loads((ROOT / "cases/us-russia-2022/zones.geojson").read_text(encoding="utf-8"))
    return tuple(Zone(**f["properties"], geometry=f["geometry"]) for f in raw["features"])


def brief_page() -> str:
    """The brief of the shipped real case. Its signings are those of `docs/walk.md`, and made once a run."""
    return brief(load(ROOT / "cases/us-russia-2022"), reuse=True).html


def map_page(width: int) -> str:
    """The real case's map alone, on a page with the map's own rules."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Map</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width">'
        f"<style>:root {{ color-scheme: light dark }} body {{ margin: 0 }} {MAP_CSS}</style></head>"
        f"<body><main><h1>Map</h1>{area_map(real_zones(), title='Areas named', width=width)}"
        f"<p>{map_note(real_zones())}</p></main></body></html>"
    )
