"""PyInstaller has no hook for Alembic, which the migrations, files and no modules, import from."""

from PyInstaller.utils.hooks import collect_submodules

hiddenimports = collect_submodules("alembic", filter=lambda name: not name.startswith("alembic.testing"))
