"""A folder on a network drive, where this computer can have one: SFTP from its own loopback, mounted by sshfs.

Nothing leaves the computer: the server listens on 127.0.0.1 alone and answers one connection. Standard library only.
"""

import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType

_SERVERS = ("/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server", "/usr/lib/ssh/sftp-server")
_SECONDS = 20.0


class NotHere(Exception):
    """This computer cannot mount a network drive; the message says why."""


class NetworkDrive:
    """A served folder and where it is mounted; a context manager that takes both away.

    Args:
        served: the folder that another computer would have.
        at: where it is seen as a network drive; made if absent.

    Raises:
        NotHere: if it cannot be mounted here.
    """

    def __init__(self, served: Path, at: Path) -> None:
        self.folder = at
        program, server = shutil.which("sshfs"), next(filter(Path.is_file, map(Path, _SERVERS)), None)
        if program is None or server is None:
            raise NotHere("sshfs or OpenSSH's sftp-server is not installed")
        at.mkdir(parents=True, exist_ok=True)
        with socket.create_server(("127.0.0.1", 0)) as listening:
            listening.settimeout(_SECONDS)
            options = f"directport={listening.getsockname()[1]}"
            command = [program, "-f", "-o", options, f"127.0.0.1:{served}", str(at)]
            self._mount = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                connection, _ = listening.accept()
            except TimeoutError as error:
                self._mount.kill()
                self._mount.wait()
                raise NotHere("sshfs did not ask the server") from error
        with connection:
            self._server = subprocess.Popen([str(server)], stdin=connection.fileno(), stdout=connection.fileno())
        if not self._mounted():
            self.close()
            raise NotHere("sshfs may not mount anything here")

    def __enter__(self) -> "NetworkDrive":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def cut(self) -> None:
        """The connection breaks: from now on every file operation fails at once."""
        self._mount.kill()
        self._mount.wait()

    def silence(self) -> None:
        """The server says nothing any more, not even that it is gone: file operations wait for ever."""
        self._server.send_signal(signal.SIGSTOP)

    def close(self) -> None:
        """Take it away. Whoever still waits for a file gets an error."""
        self._server.kill()
        self._server.wait()
        self.cut()
        for unmount in (["fusermount3", "-uz"], ["umount", "-l"]):
            command = [*unmount, str(self.folder)]
            if (
                shutil.which(unmount[0])
                and not subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode
            ):
                break

    def _mounted(self) -> bool:
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end and self._mount.poll() is None:
            if self.folder.is_mount():
                return True
            time.sleep(0.05)
        return False
