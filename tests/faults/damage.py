"""Damages the files of a store and of a backup: flips, cuts, lengthens, zeroes or removes them.

After each, either every answer is right, or every command that reads or builds says what is damaged
and what to do about it; none hangs.
"""

import shutil

from common import Row, copy, fill, is_told

COMMANDS = [
    ["export", "--format", "nquads"],
    ["query", "workload", "--format", "csv"],
    ["find", "工作", "--format", "json"],
    ["sources", "--format", "json"],
]


class Target:
    """A store whose answers are known."""

    def __init__(self, zeren, work):
        self.zeren, self.docs, self.kept, self.store = zeren, work / "docs", work / "kept", work / "store"
        self.backup = work / "copy.zip"
        fill(self.docs, 3)
        assert zeren("build", self.docs, "-l", self.kept).returncode == 0
        # A second build leaves shared files and logs; a search leaves an index.
        for path in sorted(self.docs.glob("*.txt"))[:2]:
            path.write_text(path.read_text(encoding="utf8").replace("加强", "全面加强", 2), encoding="utf8")
        assert zeren("build", self.docs, "-l", self.kept).returncode == 0
        self.answers = self.ask(self.kept)
        assert zeren("backup", "-l", self.kept, "-o", self.backup).returncode == 0
        copy(self.kept, self.store)

    def ask(self, store):
        return [answer(self.zeren(*args, "-l", store)) for args in COMMANDS]

    def files(self):
        return sorted(path.relative_to(self.kept) for path in self.kept.rglob("*") if path.is_file())

    def judge(self, row, where):
        """Queries a damaged store in every way, then builds; returns whether anything was refused.
        """
        row.times += 1
        wrong, is_refused = [], False
        for args, now, known in zip(COMMANDS, self.ask(self.store), self.answers):
            if now == known:
                continue
            is_refused = True
            if isinstance(now, str):
                row.lost.append(f"{where}: {args[0]} answers wrongly")
                wrong.append(args)
            elif not is_told(now):
                row.untold.append(f"{where}: {args[0]} ends with {now.returncode}: {now.stderr.strip()}")
                wrong.append(args)
        if is_refused:
            built = self.zeren("build", self.docs, "-l", self.store)
            # The build may repair parts that can be derived again; otherwise it must refuse.
            if built.returncode == 0 and self.ask(self.store) != self.answers:
                row.untold.append(f"{where}: build says: {built.stdout.strip()}")
                wrong.append("build")
            elif built.returncode != 0 and not is_told(built):
                row.untold.append(f"{where}: build ends with {built.returncode}: {built.stderr.strip()}")
                wrong.append("build")
            checked = self.zeren("check-store", "-l", self.store)
            if built.returncode != 0 and checked.returncode in (0, None):
                row.untold.append(f"{where}: check-store ends with {checked.returncode}")
                wrong.append("check-store")
        row.told += is_refused and not wrong
        row.right += not is_refused
        return is_refused

    def mend(self, row, where):
        """Checks that a refused store is mended by what the hints advise."""
        anew = self.zeren("build", self.docs, "--again", "-l", self.store)
        # The earlier states of sources are lost with their record (the last command); all other
        # answers must be the same.
        if anew.returncode != 0 or self.ask(self.store)[:3] != self.answers[:3]:
            row.lost.append(f"{where}: `build --again` did not mend it: {anew.stderr.strip()}")
        restored = self.zeren("restore", self.backup, "--replace", "-l", self.store)
        if restored.returncode != 0 or self.ask(self.store) != self.answers:
            row.lost.append(f"{where}: `restore --replace` did not mend it: {restored.stderr.strip()}")


def answer(told):
    """Returns what a command printed, or the whole run if it failed."""
    return told.stdout if told.returncode == 0 else told


def flips(bytes, dice):
    """Flips one bit."""
    at = dice.randrange(len(bytes))
    changed = bytearray(bytes)
    changed[at] ^= 1 << dice.randrange(8)
    return f"bit {at}", changed


def cuts(bytes, dice):
    """Cuts off the end."""
    to = dice.choice([0, len(bytes) // 2, len(bytes) - 1, dice.randrange(len(bytes))])
    return f"cut to {to}", bytes[:to]


def longer(bytes, dice):
    """Appends random bytes."""
    return "made longer", bytes + dice.randbytes(dice.choice([1, 4096]))


def zeroed(bytes, dice):
    """Zeroes a block, as a loss of power may."""
    at = dice.randrange(len(bytes))
    return f"zeros at {at}", bytes[:at] + b"\0" * min(512, len(bytes) - at) + bytes[at + 512:]


def damages(target, name, change, n, dice):
    row = Row(name)
    for file in target.files():
        path = target.store / file
        whole = path.read_bytes()
        if not whole:
            continue
        for i in range(n):
            where, changed = change(whole, dice)
            if changed == whole:
                continue
            path.write_bytes(changed)
            if target.judge(row, f"{file}, {where}") and i == 0 and change is flips:
                target.mend(row, f"{file}, {where}")
            copy(target.kept, target.store)
    row.note = f"in each of {len(target.files())} files"
    return row


def missing(target):
    """Removes each file and folder in turn."""
    row = Row("removed: each file and folder")
    parts = sorted(path.relative_to(target.kept) for path in target.kept.rglob("*"))
    for part in parts:
        path = target.store / part
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        if target.judge(row, f"{part} removed"):
            target.mend(row, f"{part} removed")
        copy(target.kept, target.store)
    return row


def backups(target, n, dice):
    """Restores damaged backups: each must be refused, and the store stay as it is."""
    row, whole = Row("damaged backup"), target.backup.read_bytes()
    file = target.backup.with_name("damaged.zip")
    for i in range(n):
        where, changed = [flips, cuts, zeroed][i % 3](whole, dice)
        if changed == whole:
            continue
        file.write_bytes(changed)
        told = target.zeren("restore", file, "--replace", "-l", target.store)
        row.times += 1
        if target.ask(target.store) != target.answers:
            row.lost.append(f"{where}: the store is another")
        elif told.returncode == 0:
            row.right += 1
        elif is_told(told):
            row.told += 1
        else:
            row.untold.append(f"{where}: {told.returncode}: {told.stderr}")
    return row
