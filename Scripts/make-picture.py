#!/usr/bin/env python3
"""Draws docs/check.png: a real run of `kaipan check`, as a terminal shows it.

The tool runs in a pseudo-terminal, so that it colours its output; the escape sequences become HTML, and headless
Chromium takes the picture. It needs Chromium and Noto Sans Mono CJK SC, in which a Han character is two columns wide,
and DejaVu Sans Mono for the quotes and dots that a terminal gives one column (Debian: chromium, fonts-noto-cjk,
fonts-dejavu-core). Run it from anywhere after `make build`.
"""

import argparse
import fcntl
import html
import os
import pathlib
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
COLUMNS = 96
FONT_SIZE = 16
LINE_HEIGHT = 24
PADDING = 20
COLOURS = {"1": "bold", "2": "dim", "31": "red", "33": "yellow", "36": "cyan"}
PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
@font-face {{ font-family: "Narrow"; src: local("DejaVu Sans Mono"); unicode-range: U+2018-201D, U+2026; size-adjust: 83%; }}
body {{ margin: 0; background: #1e2127; }}
pre {{ margin: 0; padding: {padding}px; color: #d7dae0; font: {size}px/{line}px Narrow, "Noto Sans Mono CJK SC"; }}
.bold {{ font-weight: bold; color: #ffffff; }} .dim {{ color: #868d99; }} .red {{ color: #ff7b72; }}
.yellow {{ color: #e5c07b; }} .cyan {{ color: #56c8d8; }} .prompt {{ color: #7ec16e; }}
</style><pre>{lines}</pre>"""


def run_in_terminal(command):
    """What a command writes to a terminal of COLUMNS columns."""
    child, terminal = pty.fork()
    if child == 0:
        # The size has to stand before the tool asks for it.
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 60, COLUMNS, 0, 0))
        os.chdir(ROOT)
        os.environ["LC_ALL"] = "zh_CN.UTF-8"
        os.execv(command[0], command)
    output = b""
    while True:
        try:
            block = os.read(terminal, 65536)
        except OSError:  # Linux says so when the last writer has gone.
            break
        if not block:
            break
        output += block
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with status {status}:\n{output.decode('utf-8', 'replace')}")
    text = output.decode("utf-8").replace("\r\n", "\n")
    # The progress line is erased by a carriage return and “erase line”.
    return "".join(part.rsplit("\r\x1b[K", 1)[-1] for part in re.split(r"(?<=\n)", text))


def width(character):
    """Columns in a terminal, where quotes and dots that Chinese fonts draw wide take one."""
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def screen_lines(text):
    """HTML for every line of the screen, wrapped where a terminal wraps."""
    lines, style = [], None
    for line in text.rstrip("\n").split("\n"):
        parts, used = [], 0
        for token in re.findall(r"\x1b\[[0-9;]*[A-Za-z]|.", line):
            if token.startswith("\x1b"):
                if token.endswith("m"):
                    style = COLOURS.get(token[2:-1])
                continue
            if used + width(token) > COLUMNS:
                lines.append("".join(parts))
                parts, used = [], 0
            used += width(token)
            escaped = html.escape(token)
            parts.append(f'<span class="{style}">{escaped}</span>' if style else escaped)
        lines.append("".join(parts))
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kaipan", default=str(ROOT / ".build/release/kaipan"), help="the tool to run")
    parser.add_argument("--output", default=str(ROOT / "docs/check.png"), help="the picture to write")
    parser.add_argument("paths", nargs="*", default=["Fixtures/launch/03-销售资料/楼书"], help="what to check")
    arguments = parser.parse_args()
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("Chromium is needed (Debian: apt-get install chromium fonts-noto-cjk fonts-dejavu-core)")
    output = run_in_terminal([os.path.abspath(arguments.kaipan), "check", *arguments.paths])
    prompt = f'<span class="prompt">$</span> kaipan check {html.escape(" ".join(arguments.paths))}'
    lines = [prompt, *screen_lines(output)]
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "page.html")
        page.write_text(
            PAGE.format(padding=PADDING, size=FONT_SIZE, line=LINE_HEIGHT, lines="\n".join(lines)), encoding="utf-8")
        picture = pathlib.Path(folder, "page.png")
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1",
             f"--window-size={COLUMNS * FONT_SIZE // 2 + 2 * PADDING},{len(lines) * LINE_HEIGHT + 2 * PADDING}",
             f"--screenshot={picture}", page.as_uri()],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
        pathlib.Path(arguments.output).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(picture, arguments.output)
    print(f"{arguments.output}: {os.path.getsize(arguments.output)} bytes, {len(lines)} lines")


main()
