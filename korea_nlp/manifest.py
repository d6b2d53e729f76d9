"""What a folder of Parquet parts holds: a list of the parts that are whole, each with what it was read from and by.

``manifest.jsonl`` is the truth about such a folder: a file that it does not name is not there. Its first line says how
the articles were read; each line after it enters a part, or drops one. A line is written only once the part's files are
safely on disk, and a last line without an end is one that was being written when the power went: it is passed over.
"""

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from korea_nlp.errors import StoreError, reason

FORMAT = "korea_nlp.store/1"
NAME = "manifest.jsonl"
PART_SIZE = 512  # articles a part; what is lost at most by a worker that is stopped
BATCH_SIZE = 32  # articles that the pipeline reads at once


@dataclass(frozen=True, slots=True)
class Part:
    """Some articles that were read together, and the files that hold what was found in them.

    Attributes:
        name: Unique in the folder; a part of the same articles has the same name.
        input: SHA-256 of the articles.
        articles: How many were read; ``failed`` of them were not.
        copies: Those of the articles to which another one's claims were carried over.
        words: In the texts of the articles.
        seconds: Of processor time that reading them took, in one process.
        versions: What read them: library, model and knowledge.
        rows: Of each table.
        files: Of each table that has rows: paths from the folder, and bytes.
        sums: Of each of these paths: the CRC-32 of the file; Spark writes none.
    """

    name: str
    input: str
    articles: int
    failed: int
    copies: int
    words: int
    seconds: float
    versions: dict[str, str]
    rows: dict[str, int] = field(default_factory=dict)
    files: dict[str, dict[str, int]] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Manifest:
    """The parts of a folder, in order.

    Example:
        >>> manifest = Manifest.parse('{"format": "korea_nlp.store/1", "options": {"read_title": false}}')
        >>> manifest.parts, manifest.options
        ({}, {'read_title': False})
    """

    options: dict[str, Any]
    parts: dict[str, Part] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str, where: str = NAME) -> "Manifest":
        """Read a manifest; a last line that was cut short is passed over.

        Raises:
            StoreError: It is none, or of another version; says where and what to do.
        """
        lines = text.split("\n")
        try:
            head = json.loads(lines[0])
            if head["format"] != FORMAT:
                raise StoreError(f"{where}: is of format {head['format']!r:.60}; this version reads {FORMAT!r}.")
            manifest = cls(head["options"])
            for line in lines[1:-1]:  # what stands behind the last line end was not finished
                values = json.loads(line)
                if dropped := values.get("drop"):
                    manifest.parts.pop(dropped, None)
                else:
                    manifest.parts[values["name"]] = Part(**values)
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{where}: not a list of parts ({error!r:.80}); give a folder made by 'run'.") from error
        return manifest

    def head(self) -> str:
        """Return the first line."""
        return json.dumps({"format": FORMAT, "options": self.options}) + "\n"

    def text(self) -> str:
        """Return the whole list as it is written."""
        return self.head() + "".join(line(part) for part in self.parts.values())

    def files(self, table: str) -> list[str]:
        """Return the files of a table, as paths from the folder, in the order of their parts' names."""
        return [path for name in sorted(self.parts) for path in self.parts[name].files.get(table, ())]

    def versions(self) -> list[dict[str, str]]:
        """Return the versions that the parts were read by, each once."""
        return list({json.dumps(part.versions): part.versions for part in self.parts.values()}.values())

    def check(self, options: dict[str, Any], versions: dict[str, str], where: str, *, mix: bool) -> None:
        """Refuse what would make a folder hold articles that were read in two ways.

        Raises:
            StoreError: The options differ or, unless ``mix``, the versions do; says which.
        """
        for name, value in options.items():
            if (was := self.options.get(name)) != value:
                raise StoreError(f"{where}: was read with {name}={was}, not {value}; use another folder, or {was}.")
        for known in self.versions() if not mix else ():
            for name in sorted({*known, *versions}):
                if (was := known.get(name)) != (now := versions.get(name)):
                    raise StoreError(
                        f"{where}: was read by {name} {was}, this is {now}; use another folder, or allow it by"
                        " --mix-versions."
                    )


def line(part: Part) -> str:
    """Return the line that enters a part."""
    return json.dumps(asdict(part)) + "\n"


def drop_line(name: str) -> str:
    """Return the line that drops a part."""
    return json.dumps({"drop": name}) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder.

    Raises:
        StoreError: There is none, or it is broken.
    """
    path = folder / NAME
    try:
        return Manifest.parse(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError:
        raise StoreError(f"{folder}: holds no {NAME}; give a folder that 'korea-nlp run' wrote.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: cannot be read: {reason(error)}.") from error


def broken_parts(folder: Path, manifest: Manifest) -> list[str]:
    """Return the names of parts of which a file is missing or not as it was written; each file is read for it."""
    return [part.name for part in manifest.parts.values() if not all(_whole(folder, part))]


def checksum(path: Path) -> str:
    """Return the CRC-32 of a file."""
    found = 0
    with path.open("rb", buffering=0) as file:
        while piece := file.read(1 << 20):
            found = zlib.crc32(piece, found)
    return f"{found:08x}"


def write_head(folder: Path, manifest: Manifest) -> None:
    """Begin a folder: write the first line."""
    write_whole(folder / NAME, manifest.head().encode())


def append(folder: Path, lines: Iterable[str]) -> None:
    """Add lines for good, or none of them: what a full disk cut short is taken back."""
    data = "".join(lines).encode()
    with (folder / NAME).open("r+b", buffering=0) as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(end - 1, 0))
        if file.read(1) != b"\n":
            file.seek(0)
            end = file.readall().rfind(b"\n") + 1
        file.truncate(end)
        file.seek(end)
        try:
            while data:
                data = data[file.write(data) :]
            os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                file.truncate(end)
            raise


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is whole or not there, also when the power goes."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make sure that a renamed file keeps its new name; where folders cannot be opened (Windows) nothing is done."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _whole(folder: Path, part: Part) -> Iterator[bool]:
    """Yield of each file of a part whether it is as it was written."""
    for files in part.files.values():
        for name, size in files.items():
            path = folder / name
            try:
                yield path.stat().st_size == size and part.sums.get(name) in (None, checksum(path))
            except FileNotFoundError:
                yield False
