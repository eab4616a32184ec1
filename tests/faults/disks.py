"""Disks that run full and disks that are read-only: tmpfs file systems, which take root."""

import shutil

from common import Row, copy, fill, is_told, leftovers, mount, remount, state, unmount
from kills import Operation, damage, fill_in, save

SIZES = (200, 1_000, 3_000, 6_000, 10_000, 20_000, 40_000, 120_000)


def full(zeren, work):
    """Builds on disks of some kilobytes; what the store held before it must still hold."""
    row, disk, docs, few = Row("full disk: build"), work / "disk", work / "disk-docs", work / "few"
    fill(docs)
    few.mkdir()
    for path in sorted(docs.glob("*.txt"))[:5]:
        shutil.copy(path, few)
    done = 0
    for size in SIZES:
        mount(disk, size)
        try:
            store = disk / "store"
            zeren("build", few, "-l", store)
            held = state(zeren, store)
            told = zeren("build", docs, "-l", store)
            judge(row, told, state(zeren, store) == held or told.returncode == 0, f"{size} kB")
            done += told.returncode == 0
            remount(disk, f"size={size + 400_000}k")
            again = zeren("build", docs, "-l", store)
            if again.returncode != 0 or leftovers(store):
                row.lost.append(f"{size} kB: the next build did not repair it: {again.stderr}{leftovers(store)}")
        finally:
            unmount(disk)
    row.note = f"of {SIZES[0]} to {SIZES[-1]} kB; {done} builds had room"
    return row


def judge(row, told, is_whole, where):
    row.times += 1
    row.right += is_whole
    row.told += told.returncode != 0
    if not is_whole:
        row.lost.append(f"{where}: {told.stderr}")
    if told.returncode != 0 and not is_told(told):
        row.untold.append(f"{where}: {told.stderr}")


def full_others(zeren, work):
    """Runs the other commands that write, on disks with room for only a part of what they write."""
    for name, prepare, args in [
        ("ledger import", fill_in, ["ledger", "import", "{work}/ledger.csv"]),
        ("build anew", damage, ["build", "{docs}", "--again"]),
        ("restore in place", save, ["restore", "{work}/copy.zip", "--replace"]),
    ]:
        home = work / "full"
        shutil.rmtree(home, ignore_errors=True)
        one, row, disk = Operation(zeren, home, name, prepare, args), Row(f"full disk: {name}"), work / "disk"
        for more in (40, 200, 600, 2_000, 5_000, 9_000):
            mount(disk, 800_000)
            try:
                one.store = disk / "store"
                copy(one.before, one.store)
                size = shutil.disk_usage(disk).used // 1024
                remount(disk, f"size={size + more}k")
                told = one.run()
                held = state(zeren, one.store)
                judge(row, told, held in (one.first, one.last), f"{more} kB free")
                remount(disk, f"size={size + 800_000}k")
                again = one.run()
                if state(zeren, one.store) != one.last:
                    row.lost.append(f"{more} kB: the next run did not repair it: {again.stderr}")
            finally:
                unmount(disk)
        yield row
    row, disk = Row("full disk: backup"), work / "disk"
    for size in (40, 400, 2_000, 6_000):
        mount(disk, size)
        try:
            told = zeren("backup", "-l", one.before, "-o", disk / "copy.zip")
            judge(row, told, told.returncode == 0 or list(disk.iterdir()) == [], f"{size} kB")
        finally:
            unmount(disk)
    yield row


def read_only(zeren, work):
    """Puts a store on a read-only disk: commands that read answer, commands that write say why not.
    """
    row, disk, docs, home = Row("read-only disk"), work / "disk", work / "ro-docs", work / "ro"
    fill(docs, 6)
    few = work / "ro-few"
    fill(few, 3)
    assert zeren("build", few, "-l", home).returncode == 0
    assert zeren("backup", "-l", home, "-o", work / "ro.zip").returncode == 0
    held = state(zeren, home)
    mount(disk, 400_000)
    try:
        store = disk / "store"
        copy(home, store)
        remount(disk, "ro")
        for args in [
            ["export", "--format", "nquads"],
            ["query", "workload"],
            ["find", "工作"],
            ["sources"],
            ["check-store"],
            ["backup", "-o", work / "from-ro.zip"],
        ]:
            told = zeren(*args, "-l", store)
            row.times += 1
            row.right += told.returncode == 0
            row.lost += [] if told.returncode == 0 else [f"{args}: {told.stderr}"]
        name = next(few.glob("*.txt"))
        for args in [["build", docs], ["remove", name], ["restore", work / "ro.zip", "--replace"]]:
            judge(row, zeren(*args, "-l", store), state(zeren, store) == held, args)
        remount(disk, "rw")
        again = zeren("build", docs, "-l", store)
        if again.returncode != 0 or leftovers(store):
            row.lost.append(f"the next build failed: {again.stderr}")
    finally:
        unmount(disk)
    row.note = "6 that read and 3 that write"
    return row
