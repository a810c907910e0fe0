"""A client of the language server protocol, just large enough to ask yaml-language-server."""

import json
import subprocess
import threading
from itertools import count

_PATIENCE = 60  # seconds for everything one server is asked
_READS_MARKDOWN = {
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
    "workspace": {"configuration": True},
}


class Server:
    """A running language server; to be used in ``with``."""

    def __init__(self, command, root, settings):
        self._settings = settings
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._alarm = threading.Timer(_PATIENCE, self._process.kill)
        self._ids = count(1)
        self._diagnostics = {}
        self._root = root

    def __enter__(self):
        self._alarm.start()
        asked = {"processId": None, "rootUri": self._root.as_uri(), "capabilities": _READS_MARKDOWN}
        self._request("initialize", asked)
        self._send({"method": "initialized", "params": {}})
        return self

    def __exit__(self, *_):
        self._send({"method": "exit"})
        self._process.communicate()
        self._alarm.cancel()

    def open(self, path):
        """Open a document; return what the server finds wrong with it."""
        text = path.read_text(encoding="utf-8")
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while path.as_uri() not in self._diagnostics:
            self._receive()
        return self._diagnostics[path.as_uri()]

    def ask(self, what, path, line, character):
        """Ask for ``completion`` or ``hover`` at a place, counted from 0, of an open document."""
        place = {"line": line, "character": character}
        asked = {"textDocument": {"uri": path.as_uri()}, "position": place}
        return self._request(f"textDocument/{what}", asked)

    def _request(self, method, params):
        number = next(self._ids)
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                return message["result"]

    def _receive(self):
        length = 0
        while header := self._process.stdout.readline().strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        message = json.loads(self._process.stdout.read(length))
        if message.get("method") == "workspace/configuration":
            sections = [item["section"] for item in message["params"]["items"]]
            answer = [self._settings.get(section) for section in sections]
            self._send({"id": message["id"], "result": answer})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()
