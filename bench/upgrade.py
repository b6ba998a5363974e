"""Does a portal of an earlier commit go on after an upgrade to this tree?

`python bench/upgrade.py COMMIT [--every N]` makes the demonstration with the code of that commit (in a worktree of git, with
the libraries of this environment), runs this tree's `set_up` on the same VAR_DIR, as docs/operations.md says, and asks for
every public address that there was (one in N). Ends with status 1 when one is gone or fails, or the search differs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(tree: Path, environment: dict, *words: str) -> str:
    """Run a Python program with the code of a tree; return what it printed."""
    command = [sys.executable, *words]
    done = subprocess.run(
        command, cwd=tree, env=environment | {"PYTHONPATH": str(tree)}, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(words)} failed with the code of {tree}: {done.stdout[-1000:]}")
    return done.stdout


def upgrade(commit: str, every: int, folder: Path) -> list[str]:
    """Return what is wrong after the upgrade from a commit."""
    tree = folder / "tree"
    subprocess.run(["git", "worktree", "add", "--detach", "--quiet", str(tree), commit], cwd=ROOT, check=True)
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ELASTICSEARCH_URL")
    }
    environment |= {"VAR_DIR": str(folder / "var"), "DEMONSTRATION": "1"}
    part = str(ROOT / "bench" / "parts" / "restored.py")
    try:
        print(run(tree, environment, "manage.py", "set_up"))
        before = json.loads(run(tree, environment, part, "pages", str(every)))
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)
    print(run(ROOT, environment, "manage.py", "set_up"))
    print(run(ROOT, environment, "manage.py", "search", "verify", "--heal"))
    after = json.loads(run(ROOT, environment, part, "pages", str(every)))
    print(
        f"{len(before)} addresses before, {sum(after.get(page) == seen for page, seen in before.items())} answer the same"
    )
    return [f"{page}: {after.get(page, 'gone')[:4]}" for page in before if not after.get(page, "").startswith("200")]


def main() -> None:
    """Read the arguments and try it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit", help="the earlier commit")
    parser.add_argument("--every", type=int, default=10, help="ask for one page in so many")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        faults = upgrade(options.commit, options.every, Path(name))
    print("\n".join(faults) or "upgraded: every address answers")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
