"""The text format of ``lightgbm``, read strictly: what is kept in a database may have been changed there.

The library trusts its own format: a child that does not exist would be read from memory that is not its own. So
nothing reaches it but trees that were checked here, written down anew.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

MOST_TREES, MOST_LEAVES = 1_000, 64
HEAD = (
    "version", "num_class", "num_tree_per_iteration", "label_index", "max_feature_idx", "objective", "feature_names",
    "feature_infos",
)  # fmt: skip
OF_NODES, OF_LEAVES = ("split_gain", "threshold", "internal_value", "internal_weight"), ("leaf_value", "leaf_weight")
COUNTS = ("internal_count", "leaf_count")
CATEGORICAL = 1  # bit of a kind of split
KINDS_OF_SPLIT = 16


class UnreadableTreesError(ValueError):
    """A text that is none of a challenger; says why."""


def checked(text: str, features: Sequence[str]) -> str:
    """The same trees written down anew, with nothing in between and nothing after them.

    :raise UnreadableTreesError: it is no such text
    """
    head, *blocks = text.split("end of trees", 1)[0].split("\nTree=")
    given = _pairs(head)
    expected = {
        "version": "v4", "num_class": "1", "num_tree_per_iteration": "1", "label_index": "0",
        "max_feature_idx": str(len(features) - 1), "objective": "binary sigmoid:1", "feature_names": " ".join(features),
    }  # fmt: skip
    if not head.startswith("tree\n") or any(given.get(name) != value for name, value in expected.items()):
        raise UnreadableTreesError("It does not begin as trees on these features do.")
    if not 0 < len(blocks) <= MOST_TREES:
        raise UnreadableTreesError(f"{len(blocks)} trees are none, or too many.")
    expected["feature_infos"] = " ".join(["[-1e+300:1e+300]"] * len(features))
    written = ["tree", *(f"{name}={expected[name]}" for name in HEAD), ""]
    for number, block in enumerate(blocks):
        written += [f"Tree={number}", *_tree(_pairs(block), len(features)), ""]
    return "\n".join([*written, "end of trees", ""])


def _pairs(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def _tree(given: dict[str, str], features: int) -> Iterator[str]:
    """The lines of one tree."""
    leaves = int(_numbers(given, "num_leaves", 1, _whole(1, MOST_LEAVES))[0])
    if given.get("num_cat") != "0" or given.get("is_linear", "0") != "0":
        raise UnreadableTreesError("A tree has categories or lines in its leaves.")
    yield f"num_leaves={leaves}"
    yield "num_cat=0"
    if leaves > 1:
        yield from _nodes(given, leaves, features)
    for name in OF_LEAVES if leaves > 1 else OF_LEAVES[:1]:
        yield _line(name, _numbers(given, name, leaves, _finite))
    if leaves > 1:
        yield _line("leaf_count", _numbers(given, "leaf_count", leaves, _whole(1, 10**9)))
    yield "is_linear=0"
    yield _line("shrinkage", _numbers(given, "shrinkage", 1, _finite))


def _nodes(given: dict[str, str], leaves: int, features: int) -> Iterator[str]:
    nodes = leaves - 1
    yield _line("split_feature", _numbers(given, "split_feature", nodes, _whole(0, features - 1)))
    kinds = _numbers(given, "decision_type", nodes, _whole(0, KINDS_OF_SPLIT - 1))
    if any(int(kind) & CATEGORICAL for kind in kinds):
        raise UnreadableTreesError("A tree splits by categories.")
    yield _line("decision_type", kinds)
    children = {
        name: _numbers(given, name, nodes, _whole(-leaves, nodes - 1)) for name in ("left_child", "right_child")
    }
    # A node is the child of one that comes before it, and so is each leaf: then it is a tree.
    every = [(node, int(child)) for some in children.values() for node, child in enumerate(some)]
    if sorted(child for _node, child in every) != [*range(-leaves, 0), *range(1, nodes)] or any(
        0 <= child <= node for node, child in every
    ):
        raise UnreadableTreesError("The branches of a tree do not hang together.")
    for name, some in children.items():
        yield _line(name, some)
    for name in OF_NODES:
        yield _line(name, _numbers(given, name, nodes, _finite))
    yield _line("internal_count", _numbers(given, "internal_count", nodes, _whole(1, 10**9)))


def _numbers(given: dict[str, str], name: str, number: int, read: Callable[[str], float]) -> list[float]:
    words = given.get(name, "").split()
    if len(words) != number:
        raise UnreadableTreesError(f"A tree has {len(words)} of {name} where {number} are needed.")
    try:
        return [read(word) for word in words]
    except (ValueError, OverflowError) as error:
        raise UnreadableTreesError(f"A tree has a wrong {name}.") from error


def _finite(word: str) -> float:
    value = float(word)
    if not math.isfinite(value) or abs(value) > 1e300:
        raise ValueError(word)
    return value


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(word: str) -> int:
        value = int(word)
        if not least <= value <= most:
            raise ValueError(word)
        return value

    return read


def _line(name: str, values: Sequence[float]) -> str:
    return f"{name}={' '.join(map(repr, values))}"
