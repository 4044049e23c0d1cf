"""Ingest, ask and serve reach this machine alone.

Two nets: an audit hook in the child refuses and records every address that is not loopback, and all proxy
variables lead to a listener here, which catches what connects from native code.
"""

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tuphap_process import ROOT, Tuphap

_HOOK = """
import os, sys

def _local(host):
    if isinstance(host, bytes):
        host = host.decode()
    return host in (None, "", "localhost", "::1", "0.0.0.0", "::") or str(host).startswith("127.")

def _hook(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.bind"):
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # a Unix socket has a path
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = args[0]
    else:
        return
    if not _local(host):
        with open(os.environ["CONTACTED"], "a") as file:
            file.write(f"{event} {host}\\n")
        raise ConnectionRefusedError(f"{event} {host}")

sys.addaudithook(_hook)
"""


def _is_asked_about(path: Path) -> bool:
    return path.name == "bao-cao-hau-giang-2023.docx"


@pytest.fixture
def trap() -> Iterator[tuple[str, list[str]]]:
    """A listener that takes every proxy's place, and what came to it."""
    came: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                connection.settimeout(1)
                came.append(connection.recv(200).decode(errors="replace"))
                connection.close()

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", came
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def test_nothing_but_this_machine_is_contacted(
    tmp_path: Path, trap: tuple[str, list[str]], sample_corpus: Path
) -> None:
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(_HOOK)
    contacted = tmp_path / "contacted"
    proxies = {
        name: trap[0] for base in ("http_proxy", "https_proxy", "all_proxy") for name in (base, base.upper())
    }
    environment = {
        "PYTHONPATH": f"{tmp_path / 'hook'}:{ROOT}",
        "CONTACTED": str(contacted),
        "HOME": str(tmp_path),
        "NO_PROXY": "",
        "no_proxy": "",
        **proxies,
    }
    # A model dir of its own: unpacking and converting the model must not reach out either.
    tuphap = Tuphap(tmp_path / "data", tmp_path / "models", environment)
    # One file of each format, so that every loader has run.
    files = {path.suffix: path for path in sorted(sample_corpus.iterdir(), key=_is_asked_about)}
    assert set(files) >= {".docx", ".html", ".pdf", ".txt", ".xlsx"}
    (tmp_path / "reports").mkdir()
    for path in files.values():
        shutil.copy(path, tmp_path / "reports")
    assert tuphap.json("ingest", str(tmp_path / "reports"))["added"] == len(files)
    question = "Năm 2023 Hậu Giang thẩm định bao nhiêu văn bản?"
    assert tuphap.json("ask", question)["values"][0]["value"] == 42
    with tuphap.serving() as (client, _):
        assert client.post("/api/chat", json={"question": question}).json()["values"][0]["value"] == 42
        assert client.post("/api/chat", json={"question": "khó khăn, hạn chế là gì?"}).status_code == 200
        assert client.get("/api/search", params={"q": "tuyên truyền"}).json()["hits"]
        assert tuphap.json("ask", question)["values"][0]["value"] == 42
        for path in ("/", "/docs", "/widget.js", "/metrics"):
            client.get(path)
    assert not contacted.exists(), contacted.read_text()
    assert trap[1] == []


def test_the_net_catches(tmp_path: Path, trap: tuple[str, list[str]]) -> None:
    import subprocess
    import sys

    (tmp_path / "sitecustomize.py").write_text(_HOOK)
    environment = {
        "PYTHONPATH": str(tmp_path),
        "CONTACTED": str(tmp_path / "contacted"),
        "http_proxy": trap[0],
    }
    script = (
        "import socket, urllib.request\n"
        "try: socket.create_connection(('192.0.2.1', 80), 1)\nexcept OSError: pass\n"
        "try: urllib.request.urlopen('http://example.org', timeout=2)\nexcept OSError: pass\n"
    )
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    assert "192.0.2.1" in (tmp_path / "contacted").read_text()
    assert "example.org" in trap[1][0]
