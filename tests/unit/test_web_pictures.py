"""Pictures named by their web address: fetched within limits from a real server, refused from inside unasked."""

import io
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

from stockmatch import boot
from stockmatch.core.errors import Cancelled, CatalogueError
from stockmatch.core.importing import Fetched, named_addresses, table_products
from stockmatch.core.progress import Progress, Stage, ignore
from stockmatch.core.settings import Settings
from stockmatch.core.table import (
    Field,
    FindingKind,
    ImportCheck,
    ImportPlan,
    Row,
    Table,
    TablePreview,
    WebPictures,
)
from stockmatch.services import web_pictures
from stockmatch.services.engine import Engine
from stockmatch.services.web_pictures import fetch_pictures
from tests.conftest import garment

MOVED = {"to-file": "file:///etc/passwd", "to-ftp": "ftp://127.0.0.1/x.jpg", "loop": "/loop", "moved": "/1.jpg"}


class Server(BaseHTTPRequestHandler):
    """Answers by path, and notes what it was asked for."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        name = self.path.rpartition("/")[2]
        if name.startswith("hang"):
            self.server.let_go.wait(20)  # type: ignore[attr-defined]
            return
        places = {
            "to-file": "file:///etc/passwd",
            "to-ftp": "ftp://127.0.0.1/x.jpg",
            "loop": "/loop",
            "moved": "/1.jpg",
        }
        if name in places:
            self.send_response(302)
            self.send_header("Location", places[name])
            self.end_headers()
            return
        if name == "none.jpg":
            self.send_error(404)
            return
        body = b"<!DOCTYPE html><p>Please sign in" if name == "page.jpg" else jpeg(len(name))
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        if name == "cut.jpg":
            self.send_header("Content-Length", str(len(body) + 1000))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def jpeg(number: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(garment((40 * (number % 6), 90, 160), number)).save(file, "JPEG")
    return file.getvalue()


class Shop:
    """A supplier's web server."""

    def __init__(self, running: ThreadingHTTPServer) -> None:
        self.asked: list[str] = running.asked  # type: ignore[attr-defined]
        self._root = f"http://127.0.0.1:{running.server_port}"

    def at(self, name: str) -> str:
        return f"{self._root}/{name}"


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    running = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    running.asked = []  # type: ignore[attr-defined]
    running.let_go = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield Shop(running)
    running.let_go.set()  # type: ignore[attr-defined]
    running.shutdown()
    thread.join()
    running.server_close()


def test_each_picture_is_fetched_once_and_what_is_named_no_more_goes(shop: Shop, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    one, two, spaced = shop.at("1.jpg"), shop.at("big/22.png?w=9"), shop.at("a coat.jpg")
    found = fetch_pictures([one, two, spaced], folder, ignore, private=True)
    assert found.failures == {}
    assert Path(found.paths[one]).read_bytes() == jpeg(5)
    assert {Path(path).suffix for path in found.paths.values()} == {".jpg", ".png"}
    assert "/a%20coat.jpg" in shop.asked
    assert fetch_pictures([one, two], folder, ignore, private=True).paths == {
        one: found.paths[one],
        two: found.paths[two],
    }
    assert len(shop.asked) == 3
    assert len(list(folder.iterdir())) == 2


def test_what_is_no_picture_is_left_out_with_the_reason(shop: Shop, tmp_path: Path) -> None:
    names = ("page.jpg", "none.jpg", "cut.jpg", "to-file", "to-ftp", "loop")
    found = fetch_pictures([*map(shop.at, names), shop.at("moved")], tmp_path / "kept", ignore, private=True)
    told = {name: found.failures[shop.at(name)] for name in names}
    assert "web page" in told["page.jpg"]
    assert "404" in told["none.jpg"]
    assert "302" in told["to-file"]
    assert "ftp" in told["to-ftp"]
    assert "302" in told["loop"]
    assert "broke off" in told["cut.jpg"]
    assert list(found.paths) == [shop.at("moved")]
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_nothing_is_asked_of_a_server_inside_unless_allowed(shop: Shop, tmp_path: Path) -> None:
    found = fetch_pictures([shop.at("1.jpg")], tmp_path / "kept", ignore, private=False)
    assert "inside your own network" in found.failures[shop.at("1.jpg")]
    assert shop.asked == []


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("10.0.0.1", False),
        ("192.168.1.4", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:127.0.0.1", False),
    ],
)
def test_which_addresses_are_inside(host: str, public: bool) -> None:
    class Connected(socket.socket):
        def getpeername(self) -> tuple[str, int]:
            return host, 80

    with Connected() as connected:
        if public:
            web_pictures.check_public(connected)
        else:
            with pytest.raises(Exception, match="inside your own network"):
                web_pictures.check_public(connected)


def test_too_large_a_picture_is_left_out(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_pictures, "MAX_BYTES", 1000)
    found = fetch_pictures([shop.at("1.jpg")], tmp_path / "kept", ignore, private=True)
    assert "larger than" in found.failures[shop.at("1.jpg")]


def test_a_server_that_hangs_is_given_up(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_pictures, "SILENT_SECONDS", 0.2)
    addresses = [shop.at(f"hang{number}") for number in range(20)]
    found = fetch_pictures(addresses, tmp_path / "kept", ignore, private=True)
    assert found.failures.keys() == set(addresses)
    assert len(shop.asked) < 20
    assert "not tried" in found.failures[addresses[-1]]


def test_a_hanging_download_can_be_cancelled(shop: Shop, tmp_path: Path) -> None:
    def cancel(now: Progress) -> None:
        if shop.asked:
            raise Cancelled

    started = time.monotonic()
    with pytest.raises(Cancelled):
        fetch_pictures([shop.at("hang")], tmp_path / "kept", cancel, private=True)
    assert time.monotonic() - started < web_pictures.SILENT_SECONDS


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("")
    with pytest.raises(CatalogueError, match="Make room"):
        fetch_pictures([], tmp_path / "kept", ignore, private=True)


def test_addresses_end_where_the_next_begins() -> None:
    cell = "https://x/w_50,h_50/1.jpg, https://x/2.jpg;HTTP://x/3.jpg"
    table = Table("p.csv", ("SKU", "Image"), (Row(2, ("A", cell)), Row(3, ("B", "https://x/2.jpg"))))
    plan = ImportPlan((Field.SKU, Field.IMAGE))
    addresses = ("https://x/w_50,h_50/1.jpg", "https://x/2.jpg", "HTTP://x/3.jpg")
    assert named_addresses(table, plan, []) == addresses
    assert named_addresses(table, plan, ["saved/2.jpg"]) == (addresses[0], addresses[2])
    found = table_products(table, plan, ["saved/2.jpg"], Fetched({addresses[0]: "/k/1"}, {addresses[2]: "it is gone."}))
    assert [[image.path for image in product.images] for product in found.products] == [
        ["/k/1", "saved/2.jpg"],
        ["saved/2.jpg"],
    ]
    (finding,) = found.findings
    assert (finding.kind, finding.problem.file) == (FindingKind.MISSING_IMAGE, "p.csv:2")
    assert finding.problem.reason.endswith("could not be downloaded: it is gone.")


def test_addresses_that_nobody_asked_to_be_downloaded_are_one_finding() -> None:
    rows = tuple(Row(line, (f"S{line}", f"https://x/{line}.jpg, https://x/{line}b.jpg")) for line in range(2, 9))
    found = table_products(Table("p.csv", ("SKU", "Image"), rows), ImportPlan((Field.SKU, Field.IMAGE)), ["3.jpg"])
    (finding,) = (one for one in found.findings if one.kind is FindingKind.MISSING_IMAGE)
    assert (finding.count, finding.problem.file) == (13, "p.csv:2")
    assert "https://x/2.jpg” is an address." in finding.problem.reason
    assert finding.problem.reason.endswith("Such pictures in all: 13 (line 2, 3, 4, 5, 6 …).")
    assert ImportCheck(0, 0, found.findings).count(FindingKind.MISSING_IMAGE) == 13


def test_a_catalogue_of_addresses_opens_and_opens_again_without_the_server(shop: Shop, tmp_path: Path) -> None:
    source = tmp_path / "prices" / "prices.csv"
    source.parent.mkdir()
    rows = "".join(f"S{number},{shop.at('x' * number + '.jpg')}\n" for number in range(1, 5))
    source.write_text(f"SKU,Image URL\n{rows}S9,{shop.at('none.jpg')}\n")
    engine = Engine(tmp_path / "data")
    stages: set[Stage] = set()

    preview = engine.preview(str(source), ignore)
    assert isinstance(preview, TablePreview)
    assert preview.plan.web is WebPictures.LEAVE_OUT
    check = engine.check_import(str(source), preview.plan, ignore)
    assert (check.products, check.addresses, check.count(FindingKind.MISSING_IMAGE)) == (0, 5, 5)
    plan = ImportPlan(preview.plan.fields, web=WebPictures.ANY)
    check = engine.check_import(str(source), plan, ignore)
    assert (check.products, check.images, check.addresses) == (5, 5, 5)
    assert shop.asked == []

    engine.plan_import(str(source), plan, ignore)
    snapshot = engine.open_catalogue(str(source), Settings(), lambda now: stages.add(now.stage))
    assert Stage.FETCHING_PICTURES in stages
    assert [product.sku for product in snapshot.products] == ["S1", "S2", "S3", "S4"]
    assert any("404" in problem.reason for problem in snapshot.problems)
    before = len(shop.asked)
    again = Engine(tmp_path / "data").open_catalogue(str(source), Settings(), ignore)
    assert [product.sku for product in again.products] == ["S1", "S2", "S3", "S4"]
    assert shop.asked[before:] == ["/none.jpg"]


def test_the_terminal_downloads_only_when_told(shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "prices" / "prices.csv"
    source.parent.mkdir()
    source.write_text(f"SKU,Image\nA,{shop.at('1.jpg')}\nB,{shop.at('22.jpg')}\n")
    common = ["index", str(source), "--backbone", "classic", "--data-dir", str(tmp_path / "data")]
    assert boot.main(common) == 1
    assert "Have the pictures downloaded" in capsys.readouterr().err
    assert boot.main([*common, "--web", "any"]) == 0
    assert boot.main(common) == 0
    assert len(shop.asked) == 2
