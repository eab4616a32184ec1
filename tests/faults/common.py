"""What all campaigns share: documents, stores, the content of a store, and the table."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
N_DOCUMENTS = int(os.environ.get("ZEREN_DOCUMENTS", "40"))
# In seconds: a command on these stores that takes longer is taken to hang.
LONG = 120


class Zeren:
    """The program."""

    def __init__(self, path):
        self.path = path

    def command(self, *args):
        return [self.path, *map(str, args)]

    def __call__(self, *args):
        """Runs a command and returns the completed process; the code of one that does not end is
        None.
        """
        env = {**os.environ, "ZEREN_LANG": "en"}
        try:
            return subprocess.run(self.command(*args), capture_output=True, text=True, timeout=LONG, env=env)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(args, None, "", "did not end")


def fill(folder, n=N_DOCUMENTS):
    """Writes n documents: seeds under other numbers, so that each is a work of its own."""
    folder.mkdir(parents=True)
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    for i in range(n):
        text = seeds[i % len(seeds)].read_text(encoding="utf8")
        text = re.sub(r"(〔20\d\d〕)\d+号", lambda found: f"{found[1]}{100 + i}号", text, count=1)
        (folder / f"{i:02}.txt").write_text(text.replace("工作", f"工作{chr(0x4E00 + i)}", 1), encoding="utf8")


def state(zeren, store):
    """Describes what a store holds: the hash of its sorted quads, without the times at which
    ledgers came back; "none" where there is no store yet; an error if it cannot be read.
    """
    told = zeren("export", "-l", store, "--format", "nquads")
    if told.returncode != 0:
        return "none" if "no store at" in told.stderr else f"unreadable: {told.stderr.strip().replace(str(store), 'STORE')}"
    quads = [line for line in told.stdout.splitlines() if "prov#endedAtTime" not in line]
    return hashlib.sha256("\n".join(quads).encode()).hexdigest()


def leftovers(store):
    """Files that a finished run must not leave."""
    wrong = []
    states = list((store / "states").iterdir())
    if len(states) != 1:
        wrong.append(f"{len(states)} states")
    for path in store.rglob("*"):
        if path.name.startswith(("bulk-", "LOG.old", ".tmp")) or path.name.endswith(".new"):
            wrong.append(path.name)
    return wrong


def is_told(told):
    """Whether a run that failed says why and what to do about it."""
    return told.returncode not in (0, None) and "error: " in told.stderr and "hint: " in told.stderr


def copy(store, to):
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(store, to)


def mount(folder, kilobytes):
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder], check=True)


def remount(folder, *options):
    subprocess.run(["mount", "-o", ",".join(["remount", *options]), folder], check=True)


def unmount(folder):
    subprocess.run(["umount", folder], check=True)


def can_mount():
    """Whether tmpfs can be mounted: this takes root, and not every container allows it."""
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True)
        return tried.returncode == 0 and subprocess.run(["umount", folder]).returncode == 0


@dataclass
class Row:
    """One kind of fault: how often it was provoked, and how the runs came out."""

    what: str
    times: int = 0
    # Nothing is missing, and the answers are right.
    right: int = 0
    # Refused, with the reason and what to do about it.
    told: int = 0
    lost: list = field(default_factory=list)
    untold: list = field(default_factory=list)
    note: str = ""

    def print(self):
        print(f"{self.what:<44} {self.times:>5} {self.right:>6} {self.told:>5} {len(self.lost):>5} {len(self.untold):>7}  {self.note}", flush=True)
        for one in [*self.lost, *self.untold][:5]:
            print(f"    {one}", flush=True)

    def n_wrong(self):
        return len(self.lost) + len(self.untold)


def headings():
    print(f"{'what':<44} {'times':>5} {'right':>6} {'told':>5} {'lost':>5} {'untold':>7}", flush=True)
