; Inno Setup's recipe of the Windows installer; packaging/installers.py calls it with Version, Publisher, Source and Output.
; For one person, without administrator. An upgrade replaces the program alone: data lies in %LOCALAPPDATA%\stockmatch,
; which neither an upgrade nor the uninstaller touches.

#ifndef Version
  #error Run packaging/dev.py package
#endif

[Setup]
AppId={{6B8C7A52-4C0D-4E57-9B1B-2D7F2C5A9E31}
AppName=Stockmatch
AppVersion={#Version}
AppVerName=Stockmatch {#Version}
AppPublisher={#Publisher}
VersionInfoVersion={#Version}
DefaultDirName={autopf}\Stockmatch
DefaultGroupName=Stockmatch
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Source}\licences\Stockmatch {#Version}\LICENSE
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\stockmatch-gui.exe
UninstallDisplayName=Stockmatch
OutputDir={#Output}
OutputBaseFilename=stockmatch-{#Version}-windows-x64
Compression=lzma2/normal
SolidCompression=no
#ifdef Span
; The installer with CUDA in several files: GitHub takes none of more than 2 GiB.
DiskSpanning=yes
DiskSliceSize=1900000000
#endif
CloseApplications=yes
ChangesAssociations=yes
#ifdef Sign
SignTool={#Sign}
SignedUninstaller=yes
#endif

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "openwith"; Description: "Offer Stockmatch under ""Open with"" for pictures"; Flags: unchecked

[InstallDelete]
; Libraries of the former version must not meet those of the new one.
Type: filesandordirs; Name: "{app}\_internal"
Type: filesandordirs; Name: "{app}\licences"

[Files]
Source: "{#Source}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\Stockmatch"; Filename: "{app}\stockmatch-gui.exe"; AppUserModelID: "Stockmatch.Stockmatch"
Name: "{autodesktop}\Stockmatch"; Filename: "{app}\stockmatch-gui.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\Applications\stockmatch-gui.exe\shell\open\command"; ValueType: string; \
  ValueData: """{app}\stockmatch-gui.exe"" window ""%1"""; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\stockmatch-gui.exe\SupportedTypes"; ValueType: string; \
  ValueName: ".jpg"; ValueData: ""; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\stockmatch-gui.exe\SupportedTypes"; ValueType: string; \
  ValueName: ".png"; ValueData: ""; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\stockmatch-gui.exe\SupportedTypes"; ValueType: string; \
  ValueName: ".heic"; ValueData: ""; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\stockmatch-gui.exe\SupportedTypes"; ValueType: string; \
  ValueName: ".webp"; ValueData: ""; Flags: uninsdeletekey; Tasks: openwith

[Run]
Filename: "{app}\stockmatch-gui.exe"; Description: "{cm:LaunchProgram,Stockmatch}"; Flags: nowait postinstall skipifsilent
