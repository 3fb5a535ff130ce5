"""Weights as trees: one function maps over a network of any depth."""

from typing import NamedTuple

import numpy as np
import pytest

from lstmlab import trees


class Pair(NamedTuple):
    a: object
    b: object


TREE = Pair({"w": np.ones(2), "v": [np.zeros(3)]}, (np.full(1, 5.0),))


def test_names_follow_the_nesting():
    assert [name for name, _ in trees.leaves(TREE)] == ["a.w", "a.v.0", "b.0"]


def test_a_mapped_tree_keeps_its_form():
    doubled = trees.map(lambda array: array * 2, TREE)
    assert isinstance(doubled, Pair)
    assert isinstance(doubled.a, dict)
    assert isinstance(doubled.a["v"], list)
    assert isinstance(doubled.b, tuple)
    assert doubled.b[0].tolist() == [10]
    assert TREE.b[0].tolist() == [5]


def test_a_bare_array_is_a_tree():
    assert trees.map(np.negative, np.ones(2)).tolist() == [-1, -1]
    assert [name for name, _ in trees.leaves(np.ones(2))] == [""]


def test_trees_are_walked_together():
    total = trees.map(lambda a, b, c: a + b + c, TREE, TREE, TREE)
    assert total.b[0].tolist() == [15]
    assert [(name, b.tolist()) for name, _, b in trees.leaves(TREE, total)] == [
        ("a.w", [3, 3]),
        ("a.v.0", [0, 0, 0]),
        ("b.0", [15]),
    ]


def test_numbers_are_counted():
    assert trees.count(TREE) == 6


@pytest.mark.parametrize(
    "other, message",
    [
        (Pair({"w": np.ones(2)}, (np.ones(1),)), r"a: expected names \['w', 'v'\], got names \['w'\]"),
        (Pair({"w": np.ones(2), "v": np.ones(3)}, (np.ones(1),)), r"a\.v: expected names \['0'\], got an array"),
        (Pair({"w": [np.ones(2)], "v": [np.ones(3)]}, (np.ones(1),)), r"a\.w: expected an array, got names \['0'\]"),
        (np.ones(2), r"tree: expected names \['a', 'b'\], got an array"),
    ],
)
def test_the_first_place_where_two_trees_differ_is_named(other, message):
    with pytest.raises(ValueError, match=message):
        trees.map(np.add, TREE, other)
