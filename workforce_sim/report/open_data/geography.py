"""Places as the platform knows them: the columns of every geographic level, and which codes and names go together.

Regions and authorities are those of the figures that come with the program, of which the department's own look-ups are the
origin; ``FORMER`` and ``JOINT`` are what those look-ups have beside them. Source: Department for Education, statistics
production guide, open data standards, and the look-ups of its data screener.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workforce_sim.figures.geography import JOINT_RETURNS, NATIONAL, REGIONAL, RENAMED
from workforce_sim.figures.geography import LOCAL_AUTHORITY as LOCAL

COUNTRY = ("country_code", "country_name")
REGION = ("region_code", "region_name")
AUTHORITY = ("old_la_code", "new_la_code", "la_name")
COLUMNS_OF_LEVEL: dict[str, tuple[str, ...]] = {
    NATIONAL: COUNTRY,
    REGIONAL: REGION,
    LOCAL: AUTHORITY,
    "Local authority district": ("lad_code", "lad_name"),
    "Local skills improvement plan area": ("lsip_code", "lsip_name"),
    "RSC region": ("rsc_region_lead_name",),
    "Parliamentary constituency": ("pcon_code", "pcon_name"),
    "Local enterprise partnership": ("local_enterprise_partnership_code", "local_enterprise_partnership_name"),
    "English devolved area": ("english_devolved_area_code", "english_devolved_area_name"),
    "Opportunity area": ("opportunity_area_code", "opportunity_area_name"),
    "Ward": ("ward_code", "ward_name"),
    "MAT": ("trust_id", "trust_name"),
    "Sponsor": ("sponsor_id", "sponsor_name"),
    "School": ("school_urn", "school_name", "school_laestab"),
    "Provider": ("provider_ukprn", "provider_name"),
    "Institution": ("institution_id", "institution_name"),
    "Planning area": ("planning_area_code", "planning_area_name"),
    "Police force area": ("pfa_code", "pfa_name"),
}
"""The geographic levels of the platform, spelt as it spells them, with the columns that say which place a row is about."""
PLACES = tuple(column for columns in COLUMNS_OF_LEVEL.values() for column in columns)
NAMES = tuple(column for column in PLACES if column.endswith("_name"))
CODES = tuple(column for column in PLACES if column not in NAMES)
ENGLAND = ("E92000001", "England")

JOINT = ("942 / 943", "E06000063 / E06000064", "Cumberland / Westmorland and Furness")
"""A pair that some of the department's files have, though the workforce census counts the two apart."""
FORMER = (
    ("820", "E10000001", "Bedfordshire"),
    ("875", "E10000004", "Cheshire"),
    ("x", "E10000005", "Cornwall and Isles of Scilly"),
    ("x", "E10000010", "Durham"),
    ("928", "E10000021", "Northamptonshire"),
    ("x", "E10000022", "Northumberland"),
    ("929", "E06000048", "Northumberland"),
    ("390", "E08000020", "Gateshead"),
    ("x", "E10000026", "Shropshire"),
    ("x", "E10000033", "Wiltshire"),
    ("702", "z", "British Forces Post Office overseas establishments"),
)
"""Authorities of older files, and the one that is nowhere in England."""
UNKNOWN = (
    ("x", "Not available"),
    *(
        ("z", name)
        for name in (
            "Not applicable",
            "Unknown",
            "Outside of England",
            "Outside of the United Kingdom",
            "Outside of England and unknown",
            "Outside of the United Kingdom and unknown",
        )
    ),
)
"""Code and name of a place that is not known, or is no place of the level."""
BETWEEN = " / "


@lru_cache(maxsize=1)
def regions() -> frozenset[tuple[str, ...]]:
    """Give the code and name of every region, London and its two halves among them, and of one that is not known."""
    from workforce_sim.figures.published_table import frame

    return frozenset({*(row for row in frame().select(REGION).unique().iter_rows() if row[0]), *UNKNOWN})


@lru_cache(maxsize=1)
def authorities() -> frozenset[tuple[str, ...]]:
    """Give old code, new code and name of every authority, now or before; joint returns as pairs and member by member."""
    from workforce_sim.figures.published_table import frame

    known: set[tuple[str, ...]] = {row for row in frame().select(AUTHORITY).unique().iter_rows() if row[1]}
    before = {new: old for old, new in RENAMED.items()}
    known |= {(old, before[new], name) for old, new, name in known if new in before}
    for pair in (*((joint.old_code, joint.code, joint.name) for joint in JOINT_RETURNS), JOINT):
        known |= {pair, *zip(*(cell.split(BETWEEN) for cell in pair), strict=True)}
    unknown = {(old, code, name) for code, name in UNKNOWN for old in ("x", "z")}
    return frozenset({*known, *FORMER, *unknown})


@lru_cache(maxsize=1)
def words_for_places() -> frozenset[str]:
    """Give the names of places as a file's name would have them: small letters, and _ between the words."""
    spoken = {name for *_, code, name in (*regions(), *authorities()) if code not in ("x", "z")}
    words = {re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") for name in spoken}
    # Reading is also what pupils learn, and no file should be blamed for saying so.
    return frozenset({*words, "england", "national", "regional", "local_authority"} - {"reading"})
