"""PyInstaller has no hook for open_clip, which reads its models' configurations and its tokeniser's words as files."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("open_clip")
