"""The window in the languages there are: chosen by the desktop or the person, changed while one works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableView
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from stockmatch import self_test
from stockmatch.core.errors import WeightsRefused
from stockmatch.core.message import Message
from stockmatch.core.settings import Language, Settings
from stockmatch.ui import language as language_module
from stockmatch.ui import text
from stockmatch.ui.catalogue_dialog import ProblemsDialog
from stockmatch.ui.keymap import Keymap
from stockmatch.ui.language import best, speak, spoken, told
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.rehearsal import drop, file_urls
from tests.ui.driver import READY_MS, OpenWindow, tiles, until_decided, until_open, until_ready


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    """Translators belong to the process: the next test shall find none."""
    yield
    speak(qapp, Language.ENGLISH)
    QLocale.setDefault(language_module._spoken.desktop)


def words(window: MainWindow) -> set[str]:
    """Every text that stands in the window."""
    labels = [label.text() for label in window.findChildren(QLabel)]
    return {*labels, *(button.text() for button in window.findChildren(QAbstractButton))} - {""}


def choose(window: MainWindow, language: Language) -> None:
    """Click the language in the settings."""
    if not window.top.settings.isChecked():
        window.top.settings.click()
    QTest.mouseClick(window.settings.language.button(language), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["en-GB"], Language.ENGLISH),
        (["C"], Language.ENGLISH),
        ([], Language.ENGLISH),
        (["zh-Hant-TW", "zh-TW"], Language.TRADITIONAL),
        (["zh_TW"], Language.TRADITIONAL),
        (["zh-HK"], Language.TRADITIONAL),
        (["zh-Hant-MO"], Language.TRADITIONAL),
        (["zh-MO"], Language.TRADITIONAL),
        (["zh-Hans-CN"], Language.SIMPLIFIED),
        (["zh-SG"], Language.SIMPLIFIED),
        (["zh-Hans-HK"], Language.SIMPLIFIED),
        (["zh"], Language.SIMPLIFIED),
        (["de-DE", "zh-Hant-TW", "en-US"], Language.TRADITIONAL),
        (["de-DE", "en-US", "zh-TW"], Language.ENGLISH),
        (["fr-FR", "de-DE"], Language.ENGLISH),
    ],
)
def test_the_desktop_chooses_the_language(wanted: list[str], expected: Language) -> None:
    assert best(wanted) is expected


def test_a_window_begins_in_the_desktops_language(open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_module, "desktop_languages", lambda: ["zh-Hant-TW", "zh-TW"])
    window = open_window()
    assert spoken() is Language.TRADITIONAL
    assert {"請先開啟型錄", "使用範例"} <= words(window)


def test_a_language_asked_for_comes_before_the_desktops(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language_module, "desktop_languages", lambda: ["zh-Hant-TW"])
    window = open_window(settings=Settings(language=Language.SIMPLIFIED))
    assert "请先打开目录" in words(window)


def test_each_language_is_named_in_its_own_words(open_window: OpenWindow) -> None:
    window = open_window(settings=Settings(language=Language.SIMPLIFIED))
    names = [window.settings.language.button(one).text() for one in Language]
    assert names == ["系统", "English", "繁體中文", "简体中文"]


def test_the_language_changes_while_one_works(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(catalogue, photos)
    until_open(qtbot, window)
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    until_ready(qtbot, window)
    before, place = tiles(window), window.session.queue.queue.current_id
    window.notices.refuse("stays")
    former = window.centralWidget()

    choose(window, Language.TRADITIONAL)
    qtbot.waitUntil(lambda: window.top.tune.text() == "針對型錄調校")
    assert {"匯出…", "設定", "8 項商品 · 8 張圖片", "是哪一項商品？", "全部 3"} <= words(window)
    assert (tiles(window), window.session.queue.queue.current_id) == (before, place)
    assert window.banner.text == "stays"
    assert window.windowTitle().startswith(catalogue.name)
    assert window.top.settings.isChecked()
    assert window.sheet.isVisible()
    assert window.settings.language.value is Language.TRADITIONAL
    assert window.settings.language.button(Language.TRADITIONAL).hasFocus()

    window.top.settings.click()
    qtbot.waitUntil(lambda: not isValid(former))
    drop(window.work.photo, file_urls([photos[0]]))  # known already, and answered by the message
    until_ready(qtbot, window)
    qtbot.waitUntil(lambda: window.banner.text != "stays")
    assert window.banner.text == f"{photos[0].stem} 已在佇列中：已確認為 A-100。"
    window.session.queue.step(1)
    qtbot.waitUntil(lambda: window.session.queue.queue.current_id == place)
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)  # the keys go to the parts that are there now, and to them alone
    until_decided(qtbot, window, 2)

    choose(window, Language.ENGLISH)
    qtbot.waitUntil(lambda: window.top.tune.text() == "Tune on catalog")
    window.close()
    assert '"language": "en"' in (tmp_path / "data" / "settings.json").read_text("utf-8")


def test_a_dialog_speaks_the_language_chosen_since(open_window: OpenWindow, qtbot: QtBot, catalogue: Path) -> None:
    window = open_window(catalogue)
    until_open(qtbot, window)
    window.help.show_manual()
    window.dialogs.open_tuning()
    assert window.dialogs.tuning is not None
    window.dialogs.tuning.reject()
    choose(window, Language.SIMPLIFIED)
    qtbot.waitUntil(lambda: window.top.tune.text() == "针对目录调优")
    window.dialogs.open_tuning()
    assert window.dialogs.tuning is not None
    assert window.dialogs.tuning.windowTitle() == "针对目录调优"
    assert window.help.manual is not None
    assert window.help.manual.windowTitle() == "使用手册"
    page = window.help.manual.page.toPlainText()
    assert "目录 ▸ 打开目录文件夹…" in page
    assert "不在目录中" in page


def test_numbers_follow_the_language(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_module._spoken, "desktop", QLocale("de_DE"))
    speak(qapp, Language.SYSTEM)
    assert text.number(1234.5, 1) == "1.234,5"
    speak(qapp, Language.TRADITIONAL)
    assert text.photos(1234) == "1,234 張照片"
    monkeypatch.setattr(language_module._spoken, "desktop", QLocale("en_GB"))
    speak(qapp, Language.ENGLISH)
    assert QLocale().territory() is QLocale.Country.UnitedKingdom


def test_qts_own_buttons_are_translated(qapp: QApplication) -> None:
    assert qapp.translate("QPlatformTheme", "Cancel") == "Cancel"
    speak(qapp, Language.TRADITIONAL)
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"
    speak(qapp, Language.ENGLISH)
    assert qapp.translate("QPlatformTheme", "Cancel") == "Cancel"


@pytest.mark.parametrize("language", list(Language))
def test_arrow_keys_are_arrows_in_every_language(qapp: QApplication, language: Language) -> None:
    """Qt's Chinese word for the right arrow key is that of the mouse's right button."""
    speak(qapp, language)
    arrows = [Keymap().shown(f"compare.{name}") for name in ("former", "next", "former_image", "next_image")]
    assert arrows == ["←", "→", "↑", "↓"]


def test_an_error_of_the_engine_is_said_in_the_windows_language(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    window = open_window(gone, settings=Settings(language=Language.TRADITIONAL))
    qtbot.waitUntil(lambda: window.empty.title == "無法開啟型錄", timeout=READY_MS)
    told = f"資料夾 {gone} 不存在。是否已移動，或磁碟機已拔除？請重新尋找它的位置。"
    assert any(one.startswith(told) for one in words(window))  # that it opens by itself once it is back may follow


def test_what_is_wrong_with_files_is_said_in_the_windows_language(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path
) -> None:
    (catalogue / "Z-100.jpg").write_bytes(b"no picture")
    photo = tmp_path / "photo.jpg"
    photo.touch()
    window = open_window(catalogue, [photo], settings=Settings(language=Language.SIMPLIFIED))
    until_open(qtbot, window)
    assert window.top.problems.text() == "1 个问题"
    window.top.problems.click()
    (dialog,) = window.findChildren(ProblemsDialog)
    (table,) = dialog.findChildren(QTableView)
    shown = [table.model().index(0, column).data() for column in range(2)]
    assert shown == ["Z-100.jpg", "文件不是图片；请使用 JPEG、PNG、WebP、HEIC、AVIF、TIFF、GIF 或 BMP。"]
    dialog.accept()
    qtbot.waitUntil(lambda: "文件是空的；请重新保存或下载。" in words(window), timeout=READY_MS)


def test_the_self_test_notices_missing_words(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert self_test._languages(tmp_path) == "English, 繁體中文, 简体中文"
    monkeypatch.setattr(QLibraryInfo, "path", lambda _which: str(tmp_path))  # Qt's own did not come along
    with pytest.raises(FileNotFoundError, match="繁體中文"):
        self_test._languages(tmp_path)
    assert spoken() is Language.ENGLISH


def test_a_message_is_told_with_its_values_and_the_messages_in_them(qapp: QApplication) -> None:
    inner = Message("{file} is damaged or not a PyTorch weights file.", file="it is empty")  # a file of that name
    error = WeightsRefused(Message("CUDA cannot be used. {reason}", reason=inner))
    assert told(error) == str(error)
    speak(qapp, Language.SIMPLIFIED)
    assert told(error) == "无法使用 CUDA。it is empty 已损坏，或不是 PyTorch 权重文件。"
    assert told("The file is empty; save or download it again.") == "文件是空的；请重新保存或下载。"
    assert told("what nobody marked {}") == "what nobody marked {}"
    assert told("") == ""


def test_a_table_is_found_fault_with_in_the_windows_language(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path
) -> None:
    table = catalogue.parent / "list.csv"
    table.write_text("SKU,Image\nA-100,A-100.jpg\n,B-100.jpg\nX-1,x.jpg\n", "utf-8")
    window = open_window(table, settings=Settings(language=Language.TRADITIONAL))
    qtbot.waitUntil(lambda: window.dialogs.imports.dialog is not None, timeout=READY_MS)
    dialog = window.dialogs.imports.dialog
    assert dialog is not None

    def reasons() -> set[str]:
        models = [view.model() for view in dialog.findChildren(QTableView)]
        return {str(model.index(row, 1).data()) for model in models for row in range(model.rowCount())}

    qtbot.waitUntil(lambda: "這一列沒有貨號，因此略去。" in reasons(), timeout=READY_MS)
    assert "貨號 X-1：沒有圖片「x.jpg」。" in reasons()
    dialog.reject()


def test_the_tour_goes_on_in_another_language(open_window: OpenWindow, qtbot: QtBot, catalogue: Path) -> None:
    window = open_window(catalogue, settings=Settings(language=Language.ENGLISH))
    until_open(qtbot, window)
    window.help.show_tour()
    choose(window, Language.TRADITIONAL)

    def chinese() -> bool:
        tour = window.help.tour
        return tour is not None and tour.card.title == "到貨的照片" and tour.card.isVisible()

    qtbot.waitUntil(chinese, timeout=READY_MS)
