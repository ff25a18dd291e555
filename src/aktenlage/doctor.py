"""Is the installation sound? Each check says what was looked at and, if it failed, how to mend it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path

from packaging.requirements import Requirement

OLDEST_PYTHON = (3, 11)
WEIGHTS = Path(__file__).parent / "grammar" / "weights"
WEIGHT_FILES = ("grammar.onnx", "tokenizer.json", "labels.json")
SUMS = "SHA256SUMS"  # lines `hash  file`, as sha256sum writes them
INSTALL = "install the package again: pip install --force-reinstall ."
NEEDED_MEGABYTES = 700
# Packages that are imported under another name than they are installed under.
IMPORTED_AS = {"markdown-it-py": "markdown_it", "pyyaml": "yaml"}
# A sentence with its main verb: a model that cannot read these is broken.
SENTENCES = {
    "de": ("Der Minister traf den Präsidenten in Wien.", "traf"),
    "en": ("The minister met her in Vienna.", "met"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `cure` says how to mend it when it is not ok."""

    ok: bool
    what: str
    cure: str = ""


def checks() -> Iterator[Check]:
    """All checks, the cheap ones first. None raises: what goes wrong is a failed check."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check(sys.version_info >= OLDEST_PYTHON, f"Python {version}", "Python 3.11 or later is needed")
    yield from packages()
    yield from weights()
    yield model()
    yield tables()
    yield from memory()


def packages() -> Iterator[Check]:
    """The required packages: there, new enough, importable."""
    try:
        required = [Requirement(line) for line in metadata.requires("aktenlage") or ()]
    except metadata.PackageNotFoundError:
        yield Check(False, "package aktenlage", "it runs from a folder; install it: pip install .")
        return
    for requirement in required:
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield package(requirement)


def package(requirement: Requirement) -> Check:
    """One required package."""
    cure = f"pip install '{requirement}'"
    try:
        version = metadata.version(requirement.name)
        import_module(IMPORTED_AS.get(requirement.name, requirement.name.replace("-", "_")))
    except (metadata.PackageNotFoundError, ImportError) as error:
        return Check(False, f"package {requirement.name}", f"{error}; {cure}")
    return Check(version in requirement.specifier, f"package {requirement.name} {version}", cure)


def weights(folder: Path = WEIGHTS) -> Iterator[Check]:
    """The files of the model: there, and the same as when they were written."""
    sums: dict[str, str] = {}
    if (folder / SUMS).is_file():
        lines = (folder / SUMS).read_text("utf-8").splitlines()
        sums = {
            name.lstrip("*"): digest
            for digest, name in (line.split(maxsplit=1) for line in lines if line.strip())
        }
    for name in WEIGHT_FILES:
        path = folder / name
        if not path.is_file():
            yield Check(False, f"weights {name}", f"{path} is missing; {INSTALL}")
            continue
        what = f"weights {name}, {path.stat().st_size / 1e6:.1f} MB"
        same = name not in sums or hashlib.sha256(path.read_bytes()).hexdigest() == sums[name]
        yield Check(same, what, f"{path} is damaged (its SHA-256 is not that of {SUMS}); {INSTALL}")


def model() -> Check:
    """The model loads and finds the main verb of a German and of an English sentence."""
    try:
        from aktenlage import grammar

        for language, (sentence, verb) in SENTENCES.items():
            roots = [token.text for token in grammar.parse(sentence, language) if token.dep_ == "root"]
            if roots != [verb]:
                return Check(
                    False, "the model reads", f"{sentence!r} has the root {roots}, not {verb!r}; {INSTALL}"
                )
    except Exception as error:
        return Check(False, "the model reads", f"{type(error).__name__}: {error}; {INSTALL}")
    return Check(True, "the model reads German and English")


def tables() -> Check:
    """The data files pass their checker."""
    from aktenlage.lint import faults

    try:
        found = list(faults())
    except Exception as error:
        return Check(False, "data files", f"{type(error).__name__}: {error}; {INSTALL}")
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return Check(
        not found, "data files", f"{found[0]}{more}; python -m aktenlage.lint lists all" if found else ""
    )


def memory() -> Iterator[Check]:
    """Enough free memory, where the system tells (Linux)."""
    info = Path("/proc/meminfo")
    if not info.is_file():
        return
    lines = dict(line.split(":", 1) for line in info.read_text("utf-8").splitlines() if ":" in line)
    if "MemAvailable" in lines:
        free = int(lines["MemAvailable"].split()[0]) // 1024
        cure = (
            f"coding takes some {NEEDED_MEGABYTES} MB a process; close other programs or use fewer --workers"
        )
        yield Check(free >= NEEDED_MEGABYTES, f"{free:,} MB of memory free", cure)
