"""How long does the start of a new portal take, step by step, beside another tree of the same repository?

`python bench/start.py OLD_TREE [--rounds N]` runs `manage.py set_up` of both trees in alternation, each time on an empty
folder, and prints the medians in seconds and the ratio of each step. Without OLD_TREE it measures this tree alone.
Steps that run beside others are over before "whole" ends, and show as the moment at which they begin.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent.parent
STEPS = ("tables", "static files", "demonstration city")
CHECK, WHOLE = "manage.py check", "whole set_up"


def variables(folder):
    """Return the environment (dict) of a demonstration in an empty folder, on SQLite."""
    taken = {"DATABASE_URL", "ELASTICSEARCH_URL", "PYTHONDONTWRITEBYTECODE"}
    return {name: value for name, value in os.environ.items() if name not in taken} | {
        "VAR_DIR": folder,
        "DEMONSTRATION": "1",
        "PYTHONUNBUFFERED": "1",
    }


def set_up(tree):
    """Run set_up of a tree on an empty folder; return {step: seconds from its line to the next step's line}."""
    begun, seconds = [], {}
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "manage.py", "set_up"]
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=tree, env=variables(folder), stdout=subprocess.PIPE, text=True)
        for line in process.stdout:
            if line.startswith("• "):
                begun.append((line[2:].strip(), time.perf_counter()))
        if process.wait():
            sys.exit(f"set_up of {tree} failed")
        end = time.perf_counter()
    for (step, since), (_next, until) in zip(begun, [*begun[1:], ("", end)], strict=True):
        seconds[step] = until - since
    return seconds | {WHOLE: end - start}


def check(tree):
    """Return how many seconds `manage.py check` of a tree takes."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "static").mkdir()
        start = time.perf_counter()
        command = [sys.executable, "manage.py", "check"]
        subprocess.run(command, cwd=tree, env=variables(folder), check=True, capture_output=True)
        return time.perf_counter() - start


def measure(trees, rounds):
    """Return {tree: [{step: seconds} of each round]}, the trees in turn; the first round of `check` compiles modules."""
    found = {tree: [] for tree in trees}
    for tree in trees:
        check(tree)
    for number in range(rounds):
        for tree in trees if number % 2 == 0 else trees[::-1]:
            found[tree].append(set_up(tree) | {CHECK: check(tree)})
    return found


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old_tree", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    trees = [tree.resolve() for tree in (options.old_tree, HERE) if tree]
    found = measure(trees, options.rounds)
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, medians of {options.rounds}, seconds")
    for step in (*STEPS, WHOLE, CHECK):
        figures = [median(row.get(step, 0.0) for row in found[tree]) for tree in trees]
        ratio = f"  ratio {figures[1] / figures[0]:.2f}" if len(figures) == 2 and figures[0] else ""
        print(f"{step:20}" + "".join(f"{figure:9.1f}" for figure in figures) + ratio)


if __name__ == "__main__":
    main()
