"""Runs that are killed at random moments, and runs that get in each other's way."""

import csv
import io
import shutil
import subprocess
import threading
import time

from common import N_DOCUMENTS, Row, copy, fill, is_told, leftovers, state


class Operation:
    """A command that takes a store from one known state to another."""

    def __init__(self, zeren, work, name, prepare, args):
        self.zeren, self.name, self.args = zeren, name, args
        self.work = work / name.replace(" ", "-")
        self.before, self.docs, self.store = self.work / "before", self.work / "docs", self.work / "store"
        fill(self.docs)
        if prepare is not None:
            built = zeren("build", self.docs, "-l", self.before)
            assert built.returncode == 0, built.stderr
            prepare(self)
        self.first = state(zeren, self.before)
        self.reset()
        began = time.monotonic()
        told = self.run()
        self.seconds = time.monotonic() - began
        assert told.returncode == 0, told.stderr
        self.last = state(zeren, self.store)
        assert self.first != self.last, name

    def reset(self):
        shutil.rmtree(self.store, ignore_errors=True)
        if self.before.exists():
            copy(self.before, self.store)

    def command(self):
        return [str(part).format(docs=self.docs, work=self.work) for part in self.args] + ["-l", str(self.store)]

    def run(self):
        return self.zeren(*self.command())

    def kill(self, seconds):
        """Starts the command and kills it after some seconds; returns whether it was still running.
        """
        command = self.zeren.command(*self.command())
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        was_running = process.poll() is None
        process.kill()
        process.wait()
        return was_running

    def judge(self):
        """Returns what the store holds after the kill, and what is wrong with that or after another
        run.
        """
        wrong = []
        held = state(self.zeren, self.store)
        if held not in (self.first, self.last):
            wrong.append(f"holds {held}")
        again = self.run()
        # What is already removed or restored cannot be removed or restored again.
        if again.returncode != 0 and not (self.args[0] in ("remove", "restore") and held == self.last and is_told(again)):
            wrong.append(f"the next run failed: {again.stderr.strip()}")
        if state(self.zeren, self.store) != self.last:
            wrong.append("the next run did not repair it")
        checked = self.zeren("check-store", "-l", self.store)
        if checked.returncode != 0:
            wrong.append(f"check-store: {checked.stdout}{checked.stderr}")
        return held, wrong + leftovers(self.store)


def change(one):
    for path in sorted(one.docs.glob("*.txt"))[::3]:
        path.write_text(path.read_text(encoding="utf8").replace("加强", "全面加强", 2), encoding="utf8")


def correct(one):
    fixes = [f"[[restore]]\ndocument = '{n:02}.txt'\nnumber = '甲政〔2024〕{n + 1}号'\n" for n in range(0, N_DOCUMENTS, 5)]
    (one.docs / "corrections.toml").write_text("\n".join(fixes), encoding="utf8")


def delete(one):
    for path in sorted(one.docs.glob("*.txt"))[::4]:
        path.unlink()


def fill_in(one):
    """Writes a ledger in which every task is done."""
    ledger = one.work / "ledger.csv"
    made = one.zeren("ledger", "-l", one.before, "-o", ledger)
    assert made.returncode == 0, made.stderr
    rows = list(csv.reader(io.StringIO(ledger.read_text(encoding="utf-8-sig"))))
    column = next(n for n, name in enumerate(rows[0]) if "状态" in name or "完成情况" in name)
    with ledger.open("w", encoding="utf8", newline="") as out:
        csv.writer(out).writerows([rows[0], *[[*row[:column], "办结", *row[column + 1:]] for row in rows[1:]]])


def damage(one):
    """Damages the store so that it has to be built anew."""
    (next((one.before / "states").iterdir()) / "manifest.sha256").unlink()


def save(one):
    """Backs the store up, then replaces it by one of fewer documents."""
    made = one.zeren("backup", "-l", one.before, "-o", one.work / "copy.zip")
    assert made.returncode == 0, made.stderr
    for path in sorted(one.docs.glob("*.txt"))[::2]:
        path.unlink()
    shutil.rmtree(one.before)
    built = one.zeren("build", one.docs, "-l", one.before)
    assert built.returncode == 0, built.stderr


def save_alone(one):
    save(one)
    shutil.rmtree(one.before)


def operations(zeren, work):
    build = ["build", "{docs}"]
    removed = [f"{{docs}}/{n:02}.txt" for n in range(0, N_DOCUMENTS, 4)]
    for name, prepare, args in [
        ("first build", None, build),
        ("rebuild", change, build),
        ("corrections", correct, build),
        ("remove", lambda one: None, ["remove", *removed]),
        ("prune", delete, [*build, "--prune"]),
        ("ledger import", fill_in, ["ledger", "import", "{work}/ledger.csv"]),
        ("build anew", damage, [*build, "--again"]),
        ("restore", save_alone, ["restore", "{work}/copy.zip"]),
        ("restore in place", save, ["restore", "{work}/copy.zip", "--replace"]),
    ]:
        yield Operation(zeren, work, name, prepare, args)


def kills(operation, n, dice):
    row, running, after = Row(f"killed: {operation.name}"), 0, 0
    for _ in range(n):
        operation.reset()
        running += operation.kill(dice.random() ** 1.5 * operation.seconds * 1.05)
        held, wrong = operation.judge()
        row.times += 1
        row.right += not wrong
        after += held == operation.last
        row.lost += wrong
    row.note = f"{running} while it ran; {n - after} held the state before, {after} the one after"
    return row


def backups(zeren, work, n, dice):
    """Kills backups: the older file or the new one must be there, whole."""
    row = Row("killed: backup")
    store, docs, file = work / "backup" / "store", work / "backup" / "docs", work / "backup" / "copy.zip"
    fill(docs)
    assert zeren("build", docs, "-l", store).returncode == 0
    began = time.monotonic()
    assert zeren("backup", "-l", store, "-o", file).returncode == 0
    seconds, held, older = time.monotonic() - began, state(zeren, store), file.read_bytes()
    for _ in range(n):
        process = subprocess.Popen(zeren.command("backup", "-l", store, "-o", file), stderr=subprocess.DEVNULL)
        time.sleep(dice.random() * seconds * 1.05)
        process.kill()
        process.wait()
        row.times += 1
        if file.read_bytes() == older and state(zeren, store) == held:
            row.right += 1
        else:
            row.lost.append("the backup or the store is another")
    assert zeren("backup", "-l", store, "-o", file).returncode == 0
    row.lost += [f"{path.name} is left" for path in file.parent.iterdir() if path not in (store, docs, file)]
    return row


def writers(zeren, work, n):
    """Runs two builds at once: both end, one may be told to wait, and the store holds what the
    successful ones brought.
    """
    row, home = Row("two writers at once"), work / "writers"
    docs = [home / "one", home / "two"]
    for folder in docs:
        fill(folder, 6)
    for path in docs[1].iterdir():
        path.write_text(path.read_text(encoding="utf8").replace("号", "1号", 1), encoding="utf8")
    ends = {}
    for done in ([0], [1], [0, 1]):
        store = home / f"after{len(ends)}"
        for i in done:
            assert zeren("build", docs[i], "-l", store).returncode == 0
        ends[tuple(done)] = state(zeren, store)
    for _ in range(n):
        store = home / "store"
        shutil.rmtree(store, ignore_errors=True)
        runs = [None, None]

        def run(i):
            runs[i] = zeren("build", docs[i], "-l", store)

        threads = [threading.Thread(target=run, args=(i,)) for i in (0, 1)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        row.times += 1
        row.untold += [run.stderr for run in runs if run.returncode != 0 and not is_told(run)]
        row.told += sum(run.returncode != 0 for run in runs)
        done = tuple(i for i in (0, 1) if runs[i].returncode == 0)
        held = state(zeren, store)
        if held == ends.get(done):
            row.right += 1
        else:
            row.lost.append(f"{done} were done, and it holds {held}")
    return row


def readers(zeren, work, n):
    """Reads, checks and backs up while builds run: each must see one whole state."""
    row, home = Row("read, checked and copied while built"), work / "readers"
    docs, store = home / "docs", home / "store"
    fill(docs, 10)
    texts = {path: path.read_text(encoding="utf8") for path in sorted(docs.iterdir())}
    known, is_over = set(), threading.Event()
    wordings = [texts, {path: text.replace("加强", "全面加强", 1) for path, text in texts.items()}]
    for wording in wordings:
        for path, text in wording.items():
            path.write_text(text, encoding="utf8")
        copy_of = home / f"known{len(known)}"
        assert zeren("build", docs, "-l", copy_of).returncode == 0
        known.add(state(zeren, copy_of))
    assert zeren("build", docs, "-l", store).returncode == 0

    def build():
        i = 0
        while not is_over.is_set():
            for path, text in wordings[i % 2].items():
                path.write_text(text, encoding="utf8")
            zeren("build", docs, "-l", store)
            i += 1

    thread = threading.Thread(target=build)
    thread.start()
    for i in range(n):
        row.times += 1
        wrong = None
        if i % 3 == 0:
            seen = state(zeren, store)
            wrong = None if seen in known else f"a reader saw {seen}"
        elif i % 3 == 1:
            checked = zeren("check-store", "-l", store)
            wrong = None if checked.returncode == 0 else checked.stdout + checked.stderr
        else:
            copied = zeren("backup", "-l", store, "-o", home / "copy.zip")
            restored = zeren("restore", home / "copy.zip", "-l", home / "copy", "--replace")
            is_whole = copied.returncode == restored.returncode == 0 and state(zeren, home / "copy") in known
            wrong = None if is_whole else copied.stderr + restored.stderr
        row.right += wrong is None
        row.lost += [wrong] if wrong else []
    is_over.set()
    thread.join()
    return row

