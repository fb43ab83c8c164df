"""The establishment: funded posts of one authority, in post and vacant, a ledger that balances after every event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workforce_sim.errors import LedgerError
from workforce_sim.workforce.social_worker import Role


@dataclass(slots=True, eq=False)
class Vacancy:
    """A funded post with nobody in it: vacant from a day, perhaps advertised, perhaps promised to someone.

    A leaver's post is known to become vacant from the day notice is given; until the leaver goes it is not yet counted
    (``is_vacant`` false) and ``free_from`` is the day after which somebody can start. ``key`` is its identity in draws,
    made from who left it.
    """

    number: int
    key: int
    role: Role
    hours: int
    free_from: int
    is_vacant: bool = True
    is_open: bool = False
    is_promised: bool = False
    is_withdrawn: bool = False


class Establishment:
    """Keep an authority's posts in whole weekly hours: funded = in post + vacant, for every role, always.

    In post hours move with people; vacant hours are those of the listed vacancies; the ledger compares the two.
    ``recruit`` starts the recruitment to a post.
    """

    __slots__ = ("funded_hours", "in_post_hours", "posts_opened", "recruit", "total_funded", "total_in_post", "vacancies")

    def __init__(self, recruit: Callable[[Vacancy], object]) -> None:
        self.recruit = recruit
        self.funded_hours = [0] * len(Role)
        self.in_post_hours = [0] * len(Role)
        self.total_funded = 0
        self.total_in_post = 0
        self.vacancies: dict[int, Vacancy] = {}
        self.posts_opened = 0

    @property
    def vacant_hours(self) -> int:
        """Weekly hours of funded posts with nobody in them."""
        return self.total_funded - self.total_in_post

    def fund_filled_post(self, role: Role, hours: int) -> None:
        """Fund a post together with the person who is in it: how the establishment is born."""
        self.funded_hours[role] += hours
        self.in_post_hours[role] += hours
        self.total_funded += hours
        self.total_in_post += hours

    def fund_vacant_post(self, key: int, role: Role, hours: int, day: int) -> Vacancy:
        """Fund a new post and list it as vacant."""
        self.funded_hours[role] += hours
        self.total_funded += hours
        return self._list(key, role, hours, day, is_vacant=True)

    def expect_vacancy(self, key: int, role: Role, hours: int, day: int) -> Vacancy:
        """List the post of someone who has given notice, so that recruitment can begin; it is not vacant yet."""
        return self._list(key, role, hours, day, is_vacant=False)

    def vacate(self, vacancy: Vacancy) -> None:
        """Count a post as vacant on the day its holder goes."""
        vacancy.is_vacant = True
        self.in_post_hours[vacancy.role] -= vacancy.hours
        self.total_in_post -= vacancy.hours

    def fill(self, vacancy: Vacancy) -> None:
        """Count a vacant post as filled on the day somebody starts in it."""
        if not vacancy.is_vacant:
            raise LedgerError(f"posts: someone started in post {vacancy.number}, which its holder has not left yet")
        del self.vacancies[vacancy.number]
        self.in_post_hours[vacancy.role] += vacancy.hours
        self.total_in_post += vacancy.hours

    def withdraw(self, vacancy: Vacancy) -> None:
        """Stop funding a vacant post that has been promised to nobody."""
        vacancy.is_withdrawn = True
        del self.vacancies[vacancy.number]
        self.funded_hours[vacancy.role] -= vacancy.hours
        self.total_funded -= vacancy.hours

    def check(self, place: str) -> None:
        """Raise LedgerError unless funded = in post + vacant for every role."""
        vacant = [0] * len(Role)
        for vacancy in self.vacancies.values():
            if vacancy.is_vacant:
                vacant[vacancy.role] += vacancy.hours
        for role in Role:
            if self.funded_hours[role] != self.in_post_hours[role] + vacant[role]:
                raise LedgerError(
                    f"posts in {place}: {role.name.lower()} has {self.funded_hours[role]} funded hours, but "
                    f"{self.in_post_hours[role]} in post and {vacant[role]} vacant"
                )
        if self.total_funded != sum(self.funded_hours) or self.total_in_post != sum(self.in_post_hours):
            raise LedgerError(f"posts in {place}: the totals over roles differ from the running totals")

    def _list(self, key: int, role: Role, hours: int, day: int, *, is_vacant: bool) -> Vacancy:
        vacancy = Vacancy(self.posts_opened, key, role, hours, day, is_vacant=is_vacant)
        self.vacancies[vacancy.number] = vacancy
        self.posts_opened += 1
        return vacancy
