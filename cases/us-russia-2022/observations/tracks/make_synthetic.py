"""Computes synthetic-bomber.csv: a track that nobody flew and nobody observed.

It illustrates a claim and is no evidence for it: on 23 November 2021 the Minister of Defence of the Russian
Federation said that US bombers had come within 20 km of the Russian border (o89 in bombers.csv). No public
track settles that. The route, the times and the errors are made up; only the 20 km are from the claim.

Run it in this folder: python make_synthetic.py. The same seed gives the same bytes.
"""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import math
import random

SEED = 89
NAME = "SYNTHETIC-BOMBER"
START = dt.datetime(2021, 11, 23, 9, 0, tzinfo=dt.UTC)
STEP_S = 10
SPEED_KM_H = 800.0
ERROR_KM = 1.0
LASTING_S = 570.0
"""Errors of neighbouring fixes are alike: 0.9 from one minute to the next."""
ROUTE = (
    (29.2, 43.6),
    (34.5, 43.5),
    (36.60, 44.30),
    (37.25, 44.54),
    (37.75, 44.32),
    (38.3, 43.4),
    (33.0, 42.7),
    (29.2, 43.0),
)
"""Corners, longitude and latitude in degrees."""
SILENT_S = (4000, 5800)
"""30 minutes without a fix, seconds from the start."""
STRAY = 0.004
"""Share of fixes that lie somewhere else altogether."""
KM_A_DEGREE = 111.2


def main() -> None:
    """Write the file beside this one."""
    draw = random.Random(SEED)
    keep = math.exp(-STEP_S / LASTING_S)
    error = [draw.gauss(0, ERROR_KM), draw.gauss(0, ERROR_KM)]
    with open("synthetic-bomber.csv", "w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(("object", "time", "longitude", "latitude", "sigma_km"))
        for second, (lon, lat) in flown():
            error = [keep * one + math.sqrt(1 - keep**2) * draw.gauss(0, ERROR_KM) for one in error]
            stray = draw.random() < STRAY
            off = (draw.uniform(-150, 150), draw.uniform(-150, 150)) if stray else error
            if SILENT_S[0] < second < SILENT_S[1]:
                continue
            east = lon + off[0] / (KM_A_DEGREE * math.cos(math.radians(lat)))
            moment = START + dt.timedelta(seconds=second)
            rows.writerow(
                (
                    NAME,
                    f"{moment:%Y-%m-%dT%H:%M:%SZ}",
                    f"{east:.5f}",
                    f"{lat + off[1] / KM_A_DEGREE:.5f}",
                    ERROR_KM,
                )
            )


def flown():
    """Seconds from the start and the true position, every STEP_S, along straight legs at one speed."""
    second, left = 0, 0.0
    for (x0, y0), (x1, y1) in itertools.pairwise(ROUTE):
        wide = KM_A_DEGREE * math.cos(math.radians((y0 + y1) / 2))
        long = math.hypot((x1 - x0) * wide, (y1 - y0) * KM_A_DEGREE)
        at = left
        while at < long:
            yield second, (x0 + (x1 - x0) * at / long, y0 + (y1 - y0) * at / long)
            second += STEP_S
            at += SPEED_KM_H / 3600 * STEP_S
        left = at - long


if __name__ == "__main__":
    main()
