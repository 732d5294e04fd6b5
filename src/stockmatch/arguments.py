"""The commands and their options. Imports nothing heavy, so that the window is not kept waiting."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from stockmatch import __version__
from stockmatch.cli_words import escaped
from stockmatch.core.exporting import Template
from stockmatch.core.model import BACKBONES, Device
from stockmatch.core.ranking import MAX_K
from stockmatch.core.study import RANDOM_STEPS, REPEATS_CPU, REPEATS_CUDA, STEPS, STUDIABLE
from stockmatch.core.table import Field, WebPictures
from stockmatch.store.files import is_there

WINDOW = "window"
SELF_TEST = "self-test"
_SOURCE = "folder or zip file of supplier images, or a table (CSV, XLSX) beside them"
_COMMANDS = {WINDOW, "index", "match", "evaluate", "tune", "versions", "study", "export", SELF_TEST}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        super().error(escaped(message))


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None


def _path(text: str) -> Path:
    if not text:  # as a shell gives a variable that is not set; Path would take it for the current folder
        raise argparse.ArgumentTypeError("an empty name is no file or folder")
    return Path(text)


def _k(text: str) -> int:
    value = _whole(text)
    if not 1 <= value <= MAX_K:
        raise argparse.ArgumentTypeError(f"k is 1 to {MAX_K}, not {value}")
    return value


def _seed(text: str) -> int:
    value = _whole(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"a seed is at least 0, not {value}")
    return value


def _version(text: str) -> int:
    value = _whole(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"a version is at least 0, not {value}")
    return value


def _any_k(text: str) -> int:
    value = _whole(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"k is at least 1, not {value}")
    return value


def _count(least: int) -> Callable[[str], int]:
    def parsed(text: str) -> int:
        value = _whole(text)
        if value < least:
            raise argparse.ArgumentTypeError(f"at least {least}, not {value}")
        return value

    return parsed


def _sign(text: str) -> str:
    sign = text.replace("\\t", "\t")
    if len(sign) != 1 or sign in '"\r\n':
        raise argparse.ArgumentTypeError(f"{text!r} is not one sign, as ; or \\t, that can stand between cells")
    return sign


def _studiable(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in STUDIABLE]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"{unknown[0] if unknown else text!r} is not one of {', '.join(STUDIABLE)}")
    return names


def _add_study(study: argparse.ArgumentParser) -> None:
    study.description = (
        "Compute every table and figure of the original study on a labelled set, and what it should have measured, as "
        "one HTML report. A run that was stopped goes on where it was."
    )
    study.add_argument("source", type=_path, metavar="SOURCE", help="folder of supplier images")
    study.add_argument("--pairs", type=_path, required=True, metavar="CSV", help="right answers, header query,target")
    study.add_argument(
        "--out", type=_path, required=True, metavar="DIR", help="folder for the report and finished parts"
    )
    study.add_argument("--weights-dir", type=_path, metavar="DIR", help="folder of <backbone id>.pth files")
    study.add_argument(
        "--backbones",
        type=_studiable,
        default=(),
        metavar="A,B,…",
        help="only these (default: the study's nine and any other whose file is in --weights-dir)",
    )
    study.add_argument(
        "--steps", type=_count(1), default=STEPS, metavar="N", help=f"training steps, pretrained (default {STEPS})"
    )
    study.add_argument(
        "--random-steps",
        type=_count(0),
        default=RANDOM_STEPS,
        metavar="N",
        help=f"training steps from random weights (default {RANDOM_STEPS}; 0 leaves those curves out)",
    )
    study.add_argument(
        "--repeats",
        type=_count(0),
        metavar="R",
        help=f"runs per backbone for the random-walk question (default {REPEATS_CUDA} with CUDA, else {REPEATS_CPU}; "
        "0 leaves it out)",
    )
    study.add_argument(
        "--faithful",
        action="store_true",
        help="also train all curves as the original study did, with batch norm and dropout in training mode",
    )
    study.add_argument("--seed", type=_seed, default=0, metavar="N", help="of random choices (default 0)")
    study.add_argument(
        "--device",
        choices=[d.value for d in Device],
        default=Device.AUTO.value,
        help="where networks run (default auto)",
    )


def _add_versions(versions: argparse.ArgumentParser) -> None:
    versions.add_argument("source", type=_path, metavar="SOURCE", help=_SOURCE)
    act = versions.add_mutually_exclusive_group()
    act.add_argument(
        "--export", nargs=2, metavar=("N", "FILE"), help="write version N to a file that can be given away"
    )
    act.add_argument(
        "--import",
        dest="import_file",
        type=_path,
        metavar="FILE",
        help="keep a version from such a file; --use serves it",
    )
    act.add_argument("--use", type=_version, metavar="N", help="match with version N; 0 is the untuned model")


def _add_export(export: argparse.ArgumentParser) -> None:
    export.add_argument("source", type=_path, metavar="SOURCE", help=_SOURCE)
    export.add_argument("out", type=_path, metavar="OUT", help="file to write, .csv or .xlsx")
    export.add_argument(
        "--template",
        choices=[template.value for template in Template],
        default=Template.DECISIONS.value,
        help="decisions: one row a photo (default); the others: confirmed products as that program imports them",
    )
    export.add_argument("--photos", type=_path, metavar="DIR", help="also copy confirmed photos there, as <sku>_n.jpg")
    export.add_argument(
        "--photo-address",
        default="",
        metavar="URL",
        help="what stands before a copied photo's name in the table, where the copies will be on the web",
    )
    export.add_argument("--pictures", action="store_true", help="show each photo, small, in an XLSX table of decisions")
    export.add_argument(
        "--no-bom",
        action="store_true",
        help="begin a CSV table of decisions without a byte order mark, by which Excel knows UTF-8",
    )
    export.add_argument("--new-only", action="store_true", help="only what was not exported with this template before")
    export.add_argument("--overwrite", action="store_true", help="replace OUT if it is there already")
    export.add_argument("--preview", action="store_true", help="show what would be written, and write nothing")


def _table_options() -> _Parser:
    options = _Parser(add_help=False)
    group = options.add_argument_group("where SOURCE is a table (CSV or XLSX); what is given is remembered")
    group.add_argument("--images", type=_path, metavar="DIR|ZIP", help="its images (default: those beside it)")
    group.add_argument(
        "--column",
        type=_column,
        action="append",
        default=[],
        metavar="FIELD=NAME",
        help=f"which column holds what, by its name or number ({', '.join(Field)}); default: as proposed by name and "
        "content; an empty NAME leaves the field out",
    )
    group.add_argument(
        "--web",
        choices=[web.value for web in WebPictures if web is not WebPictures.LEAVE_OUT],
        help="download pictures that it names by their web address; any: from inside your own network too",
    )
    group.add_argument("--no-header", action="store_true", help="the first row is a product")
    group.add_argument(
        "--delimiter",
        type=_sign,
        metavar="SIGN",
        help="between the cells of a CSV file, \\t for a tab (default: the one that fits)",
    )
    group.add_argument("--encoding", help="of a CSV file (default: UTF-8, UTF-16, else Windows-1252)")
    group.add_argument("--sheet", metavar="NAME", help="of an XLSX file (default: the first that is visible)")
    return options


def _column(text: str) -> tuple[Field, str]:
    field, equals, name = text.partition("=")
    if not equals or field.strip().lower() not in set(Field):
        raise argparse.ArgumentTypeError(f"{text!r} is not FIELD=NAME with one of {', '.join(Field)}")
    return Field(field.strip().lower()), name.strip()


def _parser() -> _Parser:
    parser = _Parser(
        prog="stockmatch",
        description="Match product photos to a supplier's catalogue. Without a command the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"stockmatch {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    data = _Parser(add_help=False)
    data.add_argument("--data-dir", type=_path, metavar="DIR", help="where indexes, decisions and settings are kept")

    output = _Parser(add_help=False)
    output.add_argument("--json", action="store_true", help="print the result as JSON on standard output")

    model = _Parser(add_help=False)
    group = model.add_argument_group("model")
    group.add_argument("--backbone", choices=[known.id for known in BACKBONES], help="default: the one in the settings")
    group.add_argument("--weights", type=_path, metavar="FILE", help="weights of your own for the backbone")
    group.add_argument("--device", choices=[d.value for d in Device], help="default: the one in the settings")
    group.add_argument("--frozen", action="store_true", help="use the untuned model even if a tuned one is in service")
    group.add_argument("--seed", type=_seed, default=0, metavar="N", help="of tuning and pseudo-photos (default 0)")

    table = _table_options()
    common = [data, output, model, table]
    window = commands.add_parser("window", parents=[data], help="open the window (also without a command)")
    window.add_argument("source", nargs="?", type=_path, metavar="SOURCE", help=f"{_SOURCE}, to open")
    window.add_argument("photos", nargs="*", type=_path, metavar="PHOTO", help="photos to put in the queue")
    window.add_argument("--sample", action="store_true", help="open the sample catalogue with its photos")
    window.add_argument(
        "--screenshot", type=_path, metavar="FILE", help="match, print the ranks, save a picture of the window and end"
    )

    index = commands.add_parser("index", parents=common, help="embed what is new or changed in a catalogue")
    index.add_argument("source", type=_path, metavar="SOURCE", help=_SOURCE)
    index.add_argument(
        "--dry-run", action="store_true", help="with a table: only say what is wrong with it, and change nothing"
    )
    index.add_argument(
        "--catalogue", metavar="ID", help="the known catalogue whose folder was moved to SOURCE (see index --json)"
    )

    match = commands.add_parser("match", parents=common, help="rank the catalogue for photos")
    match.add_argument("source", type=_path, metavar="SOURCE", help=_SOURCE)
    match.add_argument("photos", type=_path, nargs="+", metavar="PHOTO", help="photos to match")
    match.add_argument("-k", type=_k, metavar="K", help=f"candidates per photo, 1 to {MAX_K} (default: settings, 5)")

    judge = commands.add_parser("evaluate", parents=common, help="measure the error on photos with known answers")
    judge.add_argument("source", type=_path, metavar="SOURCE", help=_SOURCE)
    judge.add_argument("--pairs", type=_path, required=True, metavar="CSV", help="right answers, header query,target")
    judge.add_argument(
        "-k", type=_any_k, nargs="+", default=[1, 5], metavar="K", help="top-k errors to report (default: 1 5)"
    )
    judge.add_argument(
        "--protocol",
        choices=["queue", "online"],
        default="queue",
        help="queue: all photos are known at once (default); online: one by one, using only earlier ones",
    )

    judge.add_argument(
        "--pipeline",
        choices=["full", "global", "study"],
        default="full",
        help="full: all evidence (default); global: the first order, before any product is looked at closely; "
        "study: the original study's head, preprocessing and cosine",
    )

    tune = commands.add_parser("tune", parents=common, help="adapt the backbone to this catalogue, without labels")
    tune.add_argument("source", type=_path, metavar="SOURCE", help=_SOURCE)
    tune.add_argument("--pairs", type=_path, metavar="CSV", help="report the error before and after; chooses nothing")

    _add_versions(
        commands.add_parser(
            "versions", parents=common, help="list the tuned versions of the model; export, import, or use one"
        )
    )
    _add_study(commands.add_parser("study", parents=[output], help="compare backbones on photos with known answers"))

    _add_export(commands.add_parser("export", parents=[data, output], help="write the decisions to a CSV or XLSX file"))

    check = commands.add_parser("self-test", parents=[output], help="check that everything works here")
    check.description = "Check that everything works here, on made-up data and in a folder of its own."
    return parser


def parse(given: Sequence[str]) -> argparse.Namespace:
    """Parse arguments; a folder or an option in place of a command is meant for the window.

    Exits with 2 on wrong usage.
    """
    first = given[0] if given else ""
    if first in _COMMANDS | {"-h", "--help", "--version"}:
        return _parser().parse_args(given)
    if first and not first.startswith("-") and not is_there(Path(first)):
        _parser().error(f"{first} is neither a command nor a folder (commands: {', '.join(sorted(_COMMANDS))})")
    return _parser().parse_args([WINDOW, *given])
