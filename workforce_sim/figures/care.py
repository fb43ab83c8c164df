"""Where an authority's looked-after children live, how old they are, how care ends, and what its children's services spend.

Foster placements are published as one number and the program needs three. They are split by rules that are the same for
every authority, so the three have no line in ``estimated``:

* **Kinship**: ``KINSHIP_SHARE`` of foster placements everywhere.
* **Agency**: placements with private and voluntary providers, less those of them that are children's homes
  (``PRIVATE_HOMES_SHARE``), supported accommodation (``PRIVATE_SUPPORTED_SHARE``) and other residential settings and
  schools (``PRIVATE_OTHER_RESIDENTIAL_SHARE``); as a share of foster placements at least ``AGENCY_SHARE_BOUNDS[0]`` and
  at most ``AGENCY_SHARE_BOUNDS[1]``; then pooled, ``AGENCY_OWN_WEIGHT`` the authority's own and the rest England's, made
  in the same way from the national row.
* **In-house**: the rest.

All shares are **red** except where a source is named: nobody publishes foster placements by kind and provider for
authorities among the files that are read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

PLACEMENT_KINDS = (
    "kinship_foster",
    "in_house_foster",
    "agency_foster",
    "childrens_home",
    "supported_accommodation",
    "with_parents",
    "placed_for_adoption",
    "other",
)
"""In the order of ``CareProfile.placements``.

``childrens_home`` is published as secure homes and children's homes; ``other`` is other residential settings,
residential schools and other placements.
"""

AGE_BANDS = ("under_1", "1_to_4", "5_to_9", "10_to_15", "16_and_over")
"""Years of age, in the order of ``CareProfile.ages``."""

KINSHIP_SHARE = 0.227
"""Children fostered by relatives or friends, share of foster placements.

England: 12,920 (Kinship, in Community Care, 25 September 2024) of 57,020 foster placements on 31 March 2023. That it is
the same in every authority and year is assumed (red)."""

PRIVATE_HOMES_SHARE = 0.84
"""Share of children's home placements that a private provider gives: of places in England, NAO, 2024.

Homes of voluntary providers are left out, so agency foster comes out a little too high."""

PRIVATE_SUPPORTED_SHARE = 0.95
"""Share of supported accommodation that is private or voluntary. Assumed (red), 0.8 to 1."""

PRIVATE_OTHER_RESIDENTIAL_SHARE = 1.0
"""The same of other residential settings and residential schools. Assumed (red), 0.5 to 1."""

AGENCY_SHARE_BOUNDS = (0.05, 0.70)
"""Least and most of foster placements that may be an agency's. Assumed (red); outside, the rest of the rule is wrong."""

AGENCY_OWN_WEIGHT = 0.75
"""Weight of an authority's own agency share, England's having the rest. Assumed (red), 0.5 to 1.

What the shares above are wrong by in one authority moves its agency share by some 7 points and authorities differ by
some 12 (standard deviations, a judgement); 12 ** 2 / (12 ** 2 + 7 ** 2) is 0.75."""


@dataclass(frozen=True, slots=True)
class SpendingProfile:
    """Net current expenditure of children's services, GBP in the year to 31 March 2025, whatever the census year.

    Net of income, so a line may be below 0. Lines and figures are those of the return RO3 2024-25 (MHCLG), times 1,000.
    """

    looked_after: float
    """All children looked after: the four lines that follow."""
    residential_care: float
    fostering: float
    looked_after_asylum: float
    """Unaccompanied asylum-seeking children looked after."""
    looked_after_other: float
    """Other services for children looked after."""
    safeguarding_and_social_work: float
    safeguarding_and_social_work_employees: float
    """Employees' part of the line above, before income; so it may exceed it."""
    family_support: float
    youth_justice: float
    other_children_and_families: float
    asylum_seekers: float
    """Assistance to asylum seekers, children looked after apart."""
    services_for_young_people: float
    early_years: float
    """Sure Start children's centres and other spending on children under five."""


@dataclass(frozen=True, slots=True)
class CareProfile:
    """Say where an authority's looked-after children lived, how old they were, how care ends and what is spent.

    Placements and ages are those of 31 March of the census year, unaccompanied asylum-seeking children (UASC) included;
    both sum to the profile's ``cla_at_31_march`` and ``uasc_at_31_march`` together. For a census before 2021 they are
    split as in 2021.

    The shares are of children who ceased to be looked after, the three years to 31 March of the census year, shrunk;
    they sum to 1. Children who cease at 18 or over are counted by age and the other endings by reason.
    """

    placements: tuple[float, ...]
    """Children by ``PLACEMENT_KINDS``, shape (8,)."""
    ages: tuple[float, ...]
    """Children by ``AGE_BANDS``, shape (5,)."""
    ended_home_share: float
    """Home to parents or others with parental responsibility, planned or not."""
    ended_special_guardianship_share: float
    ended_adoption_share: float
    ended_child_arrangements_share: float
    """Child arrangements order, once residence order."""
    ended_at_18_share: float
    ended_otherwise_share: float
    """Before 18 for any other reason: to relatives without an order, to another authority's care, custody."""
    spending_gbp: SpendingProfile


def with_children(care: CareProfile, children: float) -> CareProfile:
    """Give the same care to another number of children looked after: placements and ages follow, the rest stays."""
    return replace(care, placements=summing_to(care.placements, children), ages=summing_to(care.ages, children))


def summing_to(counts: tuple[float, ...], total: float) -> tuple[float, ...]:
    """Scale counts to a total, equal ones where all are 0; the largest takes what rounding leaves."""
    weights = counts if sum(counts) > 0 else (1.0,) * len(counts)
    scaled = [weight * total / sum(weights) for weight in weights]
    scaled[scaled.index(max(scaled))] += total - sum(scaled)
    return tuple(scaled)
