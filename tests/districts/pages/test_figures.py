"""No count of people below five is shown, and none follows from the totals shown beside the others."""

import random
from itertools import product

import pytest

from portal.districts.pages.figures import LEAST, PublicCount, people_figure, total_figure


@pytest.mark.parametrize(("count", "words"), [(0, "menos de 5"), (4, "menos de 5"), (5, "5"), (1234, "1\xa0234")])
def test_a_count_below_five_is_not_shown(count, words):
    assert str(people_figure(count)) == words


def test_the_rest_of_a_total_is_no_single_count():
    assert total_figure([people_figure(30), people_figure(3)]) == PublicCount(30, 1, 3)
    assert str(total_figure([people_figure(30), people_figure(3)])) == "al menos 30"


def test_two_small_counts_that_reach_five_together_hide_in_the_total():
    assert total_figure([people_figure(30), people_figure(3), people_figure(2)]) == PublicCount(35)


@pytest.mark.parametrize("small", [(1, 2), (0, 0), (4, 4), (4, 4, 4)])
def test_small_counts_that_would_still_be_known_stay_hidden(small):
    total = total_figure([people_figure(30), *map(people_figure, small)])
    assert not total.exact
    assert total.known == 30


def test_what_one_total_hides_the_next_one_does_not_tell():
    exact, inexact = (
        total_figure([people_figure(7), people_figure(8)]),
        total_figure([people_figure(9), people_figure(1)]),
    )
    city = total_figure([exact, inexact])
    assert exact.exact
    assert not city.exact
    assert city.known == 24


def test_what_an_exact_total_gathers_is_no_longer_hidden_above():
    west = total_figure([people_figure(3), people_figure(4), people_figure(2)])
    assert west == PublicCount(9)
    assert total_figure([west, people_figure(6)]) == PublicCount(15)


def hidden_cells_known(districts):
    """Return the hidden counts that follow from what is shown, for a reader who tries every possibility.

    `districts` is a list of lists of counts; shown are the counts from five, the totals that are exact, and the city's.
    """
    totals = [total_figure(map(people_figure, counts)) for counts in districts]
    city = total_figure(totals)
    hidden = [(place, count) for place, counts in enumerate(districts) for count in counts if count < LEAST]
    shown = [sum(count for count in counts if count >= LEAST) for counts in districts]
    possible = []
    for guess in product(range(LEAST), repeat=len(hidden)):
        sums = list(shown)
        for (place, _count), value in zip(hidden, guess, strict=True):
            sums[place] += value
        fits = all(not total.exact or total.known == known for total, known in zip(totals, sums, strict=True))
        if fits and (not city.exact or city.known == sum(sums)):
            possible.append(guess)
    return [hidden[i] for i, values in enumerate(zip(*possible, strict=True)) if len(set(values)) == 1]


def test_no_reader_finds_a_hidden_count_by_arithmetic():
    dice = random.Random(7)  # noqa: S311 - no secret
    for _ in range(400):
        districts = [[dice.choice([0, 1, 2, 3, 4, 5, 9, 30]) for _ in range(dice.randint(1, 3))] for _ in range(3)]
        if sum(count < LEAST for counts in districts for count in counts) <= 6:
            assert hidden_cells_known(districts) == [], districts


def test_the_reader_of_that_test_does_find_what_a_careless_total_tells(monkeypatch):
    monkeypatch.setattr(f"{__name__}.total_figure", lambda figures: careless(list(figures)))
    assert hidden_cells_known([[3, 9]]) == [(0, 3)]


def careless(figures):
    """Return the true total, whatever it tells."""
    return PublicCount(sum(figure.known + figure.secret for figure in figures))
