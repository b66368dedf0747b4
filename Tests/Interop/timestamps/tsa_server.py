"""A time-stamp authority on loopback, which asks OpenSSL for its answers.

Usage: tsa_server.py FOLDER

FOLDER holds tsa.cnf, the configuration of `openssl ts -reply`, and what it names. The server prints its port on one line and ends when
its standard input does. Its path says how it behaves:

/               answers as an authority does
/status/NNN     answers with that status; 301 leads to /
/text           answers with a page of text
/large          answers with more than anybody should read
/endless        does so without saying how much it will be
/noise          answers with what is no time stamp
/replay         answers every request with its answer to the first that came there
/other          answers with a time stamp of other data
/forged         answers with a signature of which one bit is flipped
/silent         never answers
"""
import http.server
import os
import subprocess
import sys
import threading
import time

folder = sys.argv[1]
lock = threading.Lock()
first = []


def reply(query):
    # The counter of serial numbers is a file.
    with lock:
        done = subprocess.run(
            ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "/dev/stdin"],
            input=query, capture_output=True, cwd=folder, check=True)
    return done.stdout


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if status == 301:
            self.send_header("Location", "/")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(405, "text/plain", b"POST only")

    def do_POST(self):
        query = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.startswith("/status/"):
            self.answer(int(self.path.rsplit("/", 1)[1]), "text/plain", b"no")
        elif self.path == "/text":
            self.answer(200, "text/html; charset=utf-8", b"<p>Please pay first</p>")
        elif self.path == "/large":
            self.answer(200, "application/timestamp-reply", bytes(8 << 20))
        elif self.path == "/endless":
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            while True:
                self.wfile.write(bytes(1 << 16))
        elif self.path == "/noise":
            self.answer(200, "application/timestamp-reply; charset=binary", bytes(range(64)))
        elif self.path == "/silent":
            time.sleep(3600)
        elif self.path == "/replay":
            if not first:
                first.append(reply(query))
            self.answer(200, "application/timestamp-reply", first[0])
        elif self.path == "/other":
            # The digest of 32 bytes stands behind its tag and length.
            at = query.index(b"\x04\x20") + 2
            self.answer(200, "application/timestamp-reply", reply(query[:at] + bytes(32) + query[at + 32:]))
        elif self.path == "/forged":
            # The signature is the last thing in a token.
            done = bytearray(reply(query))
            done[-1] ^= 1
            self.answer(200, "application/timestamp-reply", bytes(done))
        elif self.headers.get("Content-Type") != "application/timestamp-query":
            self.answer(415, "text/plain", b"not a time-stamp query")
        else:
            self.answer(200, "application/timestamp-reply", reply(query))

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        # Clients that leave early are part of the tests.
        pass


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)
