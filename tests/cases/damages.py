"""Damage to the files of a class, done between two gradings of right answers; what is yielded are the sentences that were said."""

import shutil

from autograder.gradebook import ClassFolder
from cases.disturbing import Said, killed_after, older, shift, spoiled, whole


def gradebook_damaged(folder: ClassFolder) -> Said:
    """The gradebook is overwritten by words: refused, restored, graded on."""
    yield from spoiled(folder, lambda book: book.write_bytes(b"only words"))


def gradebook_of_another_version(folder: ClassFolder) -> Said:
    """The gradebook has an older schema: refused, restored, graded on."""
    yield from spoiled(folder, older)


def gradebook_missing(folder: ClassFolder) -> Said:
    """The gradebook was deleted after a grading: refused, restored, graded on."""
    yield from spoiled(folder, lambda book: book.unlink())


def clock_one_day_ahead(folder: ClassFolder) -> Said:
    """An earlier grading ran with a clock that was a day ahead."""
    yield from killed_after(folder, 1)
    shift(folder, 86_400)


def journal_torn(folder: ClassFolder) -> Said:
    """The journal's last line was cut off by a crash."""
    yield from killed_after(folder, 1)
    journal = folder.private / "journal" / "small.jsonl"
    with journal.open("ab") as file:
        file.write(b'{"state": "judg')


def kept_results_damaged(folder: ClassFolder) -> Said:
    """What was kept of earlier work is damaged: it is judged anew."""
    yield from killed_after(folder, 2)
    for path in (folder.private / "results").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:40])


def reports_damaged(folder: ClassFolder) -> Said:
    """Reports on the disk are cut off."""
    yield from whole(folder)
    for student in ("s0", "s1"):
        path = folder.report("small", student)
        path.write_bytes(path.read_bytes()[:40])


def graded_notebooks_deleted(folder: ClassFolder) -> Said:
    """The notebooks that Formgrader shows were deleted."""
    yield from whole(folder)
    shutil.rmtree(folder.graded("small", "s0").parents[2])


def parts_left_by_a_crash(folder: ClassFolder) -> Said:
    """A crash of the machine left half-written files behind."""
    yield from killed_after(folder, 1)
    target = folder.report("small", "s0")
    target.with_name(f".{target.name}.4194304.part").write_bytes(b"{")
