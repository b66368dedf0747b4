"""What the scripts that generate packed tables share: reading Unihan, and numbers as ASCII in Swift literals.

A number of 6·n bits is written as n bytes from '0' (0) to 'o' (63), the highest bits first, so that Swift code finds
it by its position in a StaticString without decoding anything before.
"""

import bz2
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ROOT / "Sources" / "KaipanText"
PAGE_BITS = 5


class Unihan:
    """The files of the Unihan database in the folder of the Debian package unicode-data."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        first = (self.folder / "DerivedCoreProperties.txt").read_text(encoding="utf-8").splitlines()[0]
        self.version = re.search(r"-(\d+\.\d+\.\d+)\.txt", first).group(1)
        self.files = {}

    def field(self, file, name):
        """Scalar → text of one field."""
        if file not in self.files:
            fields = {}
            path = self.folder / f"Unihan_{file}.txt"
            data = path.read_bytes() if path.exists() else bz2.decompress((self.folder / f"{path.name}.bz2").read_bytes())
            for line in data.decode("utf-8").splitlines():
                parts = line.split("\t")
                if len(parts) == 3:
                    fields.setdefault(parts[1], {})[int(parts[0][2:], 16)] = parts[2]
            self.files[file] = fields
        return self.files[file][name]

    def standard_numbers(self):
        """Scalar → its number in the 通用规范汉字表, 1…8105."""
        return {scalar: int(text.split(":")[1]) for scalar, text in self.field("OtherMappings", "kTGH").items()}


def packed(number, width):
    """A number as `width` bytes of six bits."""
    if not 0 <= number < 1 << 6 * width:
        sys.exit(f"{number} does not fit into {width} bytes")
    return "".join(chr(0x30 + (number >> 6 * place & 63)) for place in reversed(range(width)))


def paged(values, width):
    """The two literals of a `PagedTable`: scalar → number above 0.

    32 scalars form a page; equal pages are kept once, and page 0 is empty.
    """
    size = 1 << PAGE_BITS
    numbers, order = {(0,) * size: 0}, [(0,) * size]
    pages = []
    for page in range((max(values) >> PAGE_BITS) + 1):
        cells = tuple(values.get(page * size + place, 0) for place in range(size))
        if cells not in numbers:
            numbers[cells] = len(order)
            order.append(cells)
        pages.append(packed(numbers[cells], 2))
    return "".join(pages), "".join(packed(cell, width) for cells in order for cell in cells)


def literal(text, indent="        ", width=112):
    """A StaticString of several lines: raw, because the packed bytes hold the backslash."""
    lines = [text[start:start + width] for start in range(0, len(text), width)]
    body = "\\#\n".join(indent + line for line in lines)
    return f'#"""\n{body}\\#\n\n{indent}"""#'


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(text.encode('utf-8')):,} bytes")
