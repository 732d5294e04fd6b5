"""The version resource of a Windows program: what its properties show."""

from contents import publisher, version

_TEMPLATE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "{publisher}"),
      StringStruct("FileDescription", "Stockmatch"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "{name}"),
      StringStruct("LegalCopyright", "MIT licence"),
      StringStruct("OriginalFilename", "{name}.exe"),
      StringStruct("ProductName", "Stockmatch"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
  ],
)
"""


def resource(name: str) -> str:
    """In the form that PyInstaller reads, for the program ``<name>.exe``."""
    parts = [int(part) for part in version().split(".")]
    numbers = tuple((*parts, 0, 0, 0, 0)[:4])
    return _TEMPLATE.format(name=name, publisher=publisher(), version=version(), numbers=numbers)
