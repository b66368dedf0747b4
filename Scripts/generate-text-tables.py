#!/usr/bin/env python3
"""Generate the character tables of KaipanText from Unicode's and OpenCC's data.

Writes Sources/KaipanText/Tables/FoldTable.swift and CharacterClasses.swift, and for the tests
Tests/KaipanTextTests/StandardCharacters.swift.

Sources
  Unicode Character Database with Unihan, as the Debian package unicode-data
  installs it (--unicode, default /usr/share/unicode). Unicode licence.
  OpenCC's dictionaries, as the Python package opencc-python-reimplemented
  carries them (--opencc: its wheel, its source archive, or an unpacked folder):
      pip download --no-deps opencc-python-reimplemented
  Apache-2.0.

Usage
  Scripts/generate-text-tables.py --opencc opencc_python_reimplemented-0.1.7-py2.py3-none-any.whl

The same input gives the same output, byte for byte. `--report` prints what the Han step does
and does not change, for review.
"""

import argparse
import bz2
import pathlib
import re
import sys
import tarfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLES = ROOT / "Sources" / "KaipanText" / "Tables"
TESTS = ROOT / "Tests" / "KaipanTextTests"
LAST = 0x10FFFF


# --- Reading -----------------------------------------------------------------------------------

class Unicode:
    """The files of the Unicode Character Database in one folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        first = self.text("DerivedCoreProperties.txt").splitlines()[0]
        self.version = re.search(r"-(\d+\.\d+\.\d+)\.txt", first).group(1)
        self.read_unicode_data()

    def text(self, name):
        plain, packed = self.folder / name, self.folder / (name + ".bz2")
        if plain.exists():
            return plain.read_text(encoding="utf-8")
        return bz2.decompress(packed.read_bytes()).decode("utf-8")

    def lines(self, name):
        for line in self.text(name).splitlines():
            line = line.split("#", 1)[0].strip()
            if line:
                yield [field.strip() for field in line.split(";")]

    def properties(self, name, *wanted):
        """The scalars that have one of the wanted values in a file of `range ; value` lines."""
        found = set()
        for fields in self.lines(name):
            if fields[1] in wanted:
                found.update(scalar_range(fields[0]))
        return found

    def read_unicode_data(self):
        self.category, self.name, self.decomposition, self.ccc, self.lower = {}, {}, {}, {}, {}
        start = None
        for line in self.text("UnicodeData.txt").splitlines():
            fields = line.split(";")
            scalar = int(fields[0], 16)
            if fields[1].endswith(", First>"):
                start = scalar
                continue
            if fields[1].endswith(", Last>"):
                for inner in range(start, scalar + 1):
                    self.category[inner] = fields[2]
                continue
            self.category[scalar] = fields[2]
            self.name[scalar] = fields[1]
            if fields[3] != "0":
                self.ccc[scalar] = int(fields[3])
            if fields[5]:
                canonical = not fields[5].startswith("<")
                parts = [int(part, 16) for part in fields[5].split() if not part.startswith("<")]
                self.decomposition[scalar] = (canonical, parts)
            if fields[13]:
                self.lower[scalar] = [int(fields[13], 16)]
        for fields in self.lines("SpecialCasing.txt"):
            if len(fields) < 6 or not fields[4]:  # a fifth field is a condition (language, context)
                self.lower[int(fields[0], 16)] = [int(part, 16) for part in fields[1].split()]
        excluded = self.properties("DerivedNormalizationProps.txt", "Full_Composition_Exclusion")
        self.composition = {
            tuple(parts): scalar
            for scalar, (canonical, parts) in self.decomposition.items()
            if canonical and len(parts) == 2 and scalar not in excluded
        }

    def unihan(self, file, field):
        """A field of the Unihan database: scalar → list of its values without their source tags."""
        values = {}
        for line in self.text(file).splitlines():
            parts = line.split("\t")
            if len(parts) == 3 and parts[1] == field:
                values[int(parts[0][2:], 16)] = [value.split("<")[0] for value in parts[2].split()]
        return values

    def unihan_scalars(self, file, field):
        return {
            source: [int(value[2:], 16) for value in values]
            for source, values in self.unihan(file, field).items()
        }


def scalar_range(text):
    low, _, high = text.partition("..")
    return range(int(low, 16), int(high or low, 16) + 1)


def read_opencc(path, name):
    """A dictionary of OpenCC (key, tab, candidates) from a wheel, a source archive or a folder."""
    path = pathlib.Path(path)
    if path.is_dir():
        content = next(path.rglob(name)).read_bytes()
    elif path.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(path) as archive:
            member = next(item for item in archive.namelist() if item.endswith("/" + name))
            content = archive.read(member)
    else:
        with tarfile.open(path) as archive:
            member = next(item for item in archive.getnames() if item.endswith("/" + name))
            content = archive.extractfile(member).read()
    pairs = {}
    for line in content.decode("utf-8-sig").splitlines():
        key, _, values = line.partition("\t")
        if values:
            pairs[key] = values.split()
    return pairs


def opencc_version(path):
    """The version of the Python package, from its metadata (wheel, folder) or its file name."""
    path = pathlib.Path(path)
    if path.is_dir():
        for metadata in sorted(path.rglob("METADATA")) + sorted(path.rglob("PKG-INFO")):
            found = re.search(r"^Version: (\S+)", metadata.read_text(encoding="utf-8"), re.MULTILINE)
            if found:
                return found.group(1)
        sys.exit(f"{path}: no METADATA or PKG-INFO that names the version")
    return re.search(r"-(\d[^-]*?)(?:-py|\.tar|\.zip)", path.name).group(1)


# --- Folding -----------------------------------------------------------------------------------

# Punctuation whose folding is decided here and not by NFKC. Sentence and clause ends keep their
# identity; brackets that quote become quotation marks, so that a quotation is one thing to a rule;
# hyphens and waves become their ASCII forms, because numerals and ranges are written with all of them.
OVERRIDES = {
    0x2026: "…", 0x2025: "‥", 0x22EF: "…", 0xFE19: "…", 0xFE30: "‥",
    ord("「"): "“", ord("」"): "”", ord("『"): "‘", ord("』"): "’",
    0x301D: "“", 0x301E: "”", 0x301F: "”",
    0x275D: "“", 0x275E: "”", 0x275B: "‘", 0x275C: "’",
    0x2010: "-", 0x2011: "-", 0x2212: "-", 0x301C: "~", 0x223C: "~", 0x2044: "/", 0x2215: "/",
}

# Digits and letters in black or double circles and squares, which have no decomposition although
# their white counterparts do.
ENCLOSED = re.compile(
    r"^(?:DINGBAT (?:NEGATIVE )?CIRCLED(?: SANS-SERIF)?|NEGATIVE CIRCLED|DOUBLE CIRCLED) (?:DIGIT|NUMBER) (?P<digit>[A-Z ]+)$"
    r"|^NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER (?P<letter>[A-Z])$"
)

# Old printed shapes and common variants for which Unihan names no standard character, or none that is unique.
# Standard only as names or in one rare sense (宫商角徵羽); everywhere else they are the traditional form.
RARE_STANDARD = "於徵昇陞夥祕釐甦"

OLD_SHAPES = dict(pair for pair in "靑青 淸清 尙尚 隣邻 甁瓶 倂并 厰厂 鬪斗 賍赃 㪚散".split())

# Never changed by the Han step: a digit, an iteration mark, emblems, and components that are no variants.
NO_VARIANT = set(map(ord, "〇々卍卐乚忄㣺爫艹"))


class Folding:
    def __init__(self, unicode, opencc, ignorable):
        self.unicode = unicode
        self.ignorable = ignorable
        self.standard = set(unicode.unihan("Unihan_OtherMappings.txt", "kTGH"))
        self.han, self.origin = self.han_step(opencc)
        self.enclosed = self.enclosed_alphanumerics()
        self.table = {}
        for scalar in range(LAST + 1):
            if scalar in ignorable or 0xD800 <= scalar <= 0xDFFF:
                continue
            folded = self.fold(scalar)
            if folded != [scalar]:
                self.table[scalar] = folded

    def enclosed_alphanumerics(self):
        values = {fields[0]: fields[3] for fields in self.unicode.lines("extracted/DerivedNumericValues.txt")}
        numbers = {}
        for text, value in values.items():
            if "/" not in value:
                for scalar in scalar_range(text):
                    numbers[scalar] = value
        found = {}
        for scalar, name in self.unicode.name.items():
            match = ENCLOSED.match(name)
            if match and match["letter"]:
                found[scalar] = [ord(match["letter"].lower())]
            elif match:
                found[scalar] = [ord(digit) for digit in numbers[scalar]]
        return found

    def han_step(self, opencc):
        """Han scalar → its simplified or standard form, one step, and the source of each pair."""
        pairs, origin = {}, {}

        def add(source, target, why):
            kept = source in self.standard and chr(source) not in RARE_STANDARD
            if source != target and source not in pairs and not kept and source not in NO_VARIANT:
                pairs[source], origin[source] = target, why

        for source, candidates in read_opencc(opencc, "TSCharacters.txt").items():
            add(ord(source), ord(candidates[0]), "OpenCC")
        variants = "Unihan_Variants.txt"
        for source, targets in self.unicode.unihan_scalars(variants, "kSimplifiedVariant").items():
            if len(targets) == 1:
                add(source, targets[0], "kSimplifiedVariant")
        for source, targets in self.japanese_forms(opencc).items():
            if len(targets) == 1:
                add(ord(source), ord(targets[0]), "OpenCC's Japanese forms")
        # 厶 or 勹 are given as variants of 某 and 包, yet a radical is a character of its own.
        radicals = {part for radical in range(0x2F00, 0x2FD6) for part in self.nfkc(radical)}
        for field in ("kZVariant", "kSemanticVariant"):
            for source, targets in self.unicode.unihan_scalars(variants, field).items():
                # A character that may stand for several standard ones is not a mere variant.
                standard = {pairs.get(target, target) for target in targets} & self.standard
                if len(standard) == 1 and source not in radicals:
                    add(source, standard.pop(), field)
        for source, target in OLD_SHAPES.items():
            add(ord(source), ord(target), "old shapes")
        for fields in self.unicode.lines("EquivalentUnifiedIdeograph.txt"):
            for source in scalar_range(fields[0]):
                add(source, int(fields[1], 16), "EquivalentUnifiedIdeograph")
        return pairs, origin

    def japanese_forms(self, opencc):
        """Japan's simplified forms → the traditional ones (the dictionary goes the other way)."""
        found = {}
        for traditional, japanese in read_opencc(opencc, "JPVariants.txt").items():
            for form in japanese:
                found.setdefault(form, []).append(traditional)
        return found

    def decomposed(self, scalar):
        """The full compatibility decomposition, before canonical ordering."""
        if 0xAC00 <= scalar < 0xAC00 + 11172:
            index = scalar - 0xAC00
            parts = [0x1100 + index // 588, 0x1161 + index % 588 // 28]
            return parts + ([0x11A7 + index % 28] if index % 28 else [])
        if scalar not in self.unicode.decomposition:
            return [scalar]
        return [inner for part in self.unicode.decomposition[scalar][1] for inner in self.decomposed(part)]

    def nfkc(self, scalar):
        """Normalisation form KC of one scalar (UAX #15), so that no other version's data come in."""
        parts = self.decomposed(scalar)
        ccc = self.unicode.ccc
        start = 0
        while start < len(parts):  # canonical ordering of each run of marks
            end = start
            while end < len(parts) and ccc.get(parts[end], 0):
                end += 1
            parts[start:end] = sorted(parts[start:end], key=lambda part: ccc[part])
            start = end + 1
        composed, starter, last = [], None, 0
        for part in parts:
            here = ccc.get(part, 0)
            if starter is not None and (last < here or last == 0 and starter == len(composed) - 1):
                pair = self.compose(composed[starter], part)
                if pair is not None:
                    composed[starter] = pair
                    continue
            composed.append(part)
            if here == 0:
                starter = len(composed) - 1
            last = here
        return composed

    def compose(self, first, second):
        if 0x1100 <= first < 0x1113 and 0x1161 <= second < 0x1176:
            return 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28
        if 0xAC00 <= first < 0xAC00 + 11172 and (first - 0xAC00) % 28 == 0 and 0x11A7 < second < 0x11C3:
            return first + second - 0x11A7
        return self.unicode.composition.get((first, second))

    def step(self, scalar):
        if scalar in self.ignorable:
            return [scalar]
        if scalar in OVERRIDES:
            return [ord(OVERRIDES[scalar])]
        if scalar in self.enclosed:
            return self.enclosed[scalar]
        normal = self.nfkc(scalar)
        if len(normal) > 1 and normal[0] == 0x20 and self.unicode.category.get(normal[1]) == "Mn":
            normal = [scalar]  # a spacing accent stays one character instead of a space and a mark
        lowered = [low for part in normal for low in self.unicode.lower.get(part, [part])]
        return [self.han.get(part, part) for part in lowered]

    def fold(self, scalar):
        current, seen = [scalar], set()
        while True:
            following = [part for item in current for part in self.step(item)]
            if following == current:
                return current
            if tuple(following) in seen:
                sys.exit(f"U+{scalar:04X}: folding goes round in a circle: {following}")
            seen.add(tuple(following))
            current = following


# --- Classes -----------------------------------------------------------------------------------

def ignorable_scalars(unicode):
    found = unicode.properties("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point")
    found |= unicode.properties("PropList.txt", "Bidi_Control", "Variation_Selector")
    found |= {0xAD, 0xFEFF} | set(range(0xFFF9, 0xFFFC))
    controls = set(range(0x00, 0x20)) | set(range(0x7F, 0xA0))
    return found | (controls - {0x09, 0x0A, 0x0D})


DECORATIVE_MARKS = set(map(ord, "·•‧・∙*_~^|/\\-–—.+=#‒―‣⁃※†‡⁎⁑⁂⁓⁕⁖⁘⁙⁚⁛⁜⁝⁞‾⸰⸱⸳⸺⸻〰〽¦∗∘√⋄⋅⋆⧫"))
# Quotation marks excuse nothing that stands between them, and split no word.
QUOTATION_MARKS = set(map(ord, "\"'“”‘’「」『』"))

# Blocks whose mathematical symbols are drawn as arrows, boxes or shapes and not read as operators.
PICTORIAL = [(0x2190, 0x21FF), (0x2300, 0x23FF), (0x2500, 0x27BF), (0x27F0, 0x27FF), (0x2900, 0x297F), (0x2B00, 0x2BFF)]


class Classes:
    def __init__(self, unicode, folding, ignorable):
        category = unicode.category
        self.ignorable = ignorable
        self.combining = {s for s, value in category.items() if value in ("Mn", "Me")} - ignorable
        script = unicode.properties("Scripts.txt", "Han")
        base_han = {s for s in script if category[s] in ("Lo", "Nl", "Lm", "So")}
        # A class that decides what is dropped between which neighbours belongs to what the scalar is
        # read as: ㊞ counts as Han and ㎡ not as a decoration.
        self.han = base_han | {s for s, to in folding.table.items() if all(part in base_han for part in to)}
        base_decorative = {
            s for s, value in category.items()
            if value in ("So", "Sk") or value == "Sm" and any(low <= s <= high for low, high in PICTORIAL)
        } | DECORATIVE_MARKS | QUOTATION_MARKS
        # ○ is how many write the numeral 〇.
        base_decorative -= self.han | self.combining | ignorable | {0x25CB}
        self.decorative = {
            s for s in base_decorative | set(folding.table)
            if all(part in base_decorative for part in folding.table.get(s, [s]))
        }
        white = unicode.properties("PropList.txt", "White_Space") - ignorable
        letters = {s for s, value in category.items() if value[0] in "LN"}
        ends = lambda scalar: {folding.table.get(scalar, [scalar])[position] for position in (0, -1)}
        self.word = {s for s in letters | set(folding.table) if ends(s) <= letters} - ignorable - self.combining
        self.space = white | {s for s, to in folding.table.items() if to == [0x20]}
        widths = unicode.properties("EastAsianWidth.txt", "W", "F")
        pictures = unicode.properties("emoji/emoji-data.txt", "Emoji_Presentation")
        self.wide = (widths | pictures) - ignorable - self.combining
        formats = {s for s, value in category.items() if value == "Cf"}
        visible = unicode.properties("PropList.txt", "Prepended_Concatenation_Mark")
        # The vowels and final consonants of Hangul stand inside the cell of the syllable's first letter.
        jamo = set(range(0x1160, 0x1200)) | set(range(0xD7B0, 0xD800))
        self.zero_width = (self.combining | formats | ignorable | jamo) - visible
        self.pictographic = unicode.properties("emoji/emoji-data.txt", "Extended_Pictographic")


# --- Writing -----------------------------------------------------------------------------------

HEADER = """\
// Generated by Scripts/generate-text-tables.py; not to be edited.
//
// From the Unicode Character Database and Unihan, version {unicode} (Unicode licence,
// https://www.unicode.org/license.txt){opencc}.

"""
OPENCC_CREDIT = """, and OpenCC's dictionaries
// TSCharacters.txt and JPVariants.txt as carried by opencc-python-reimplemented {version} (Apache-2.0)"""


def ranges(scalars):
    found = []
    for scalar in sorted(scalars):
        if found and found[-1][1] == scalar - 1:
            found[-1][1] = scalar
        else:
            found.append([scalar, scalar])
    return found


def wrapped(items, separator, width, indent):
    lines, line = [], ""
    for item in items:
        if line and len(line) + len(separator) + len(item) > width:
            lines.append(line)
            line = ""
        line += (separator if line else "") + item
    if line:
        lines.append(line)
    return lines and [indent + line for line in lines]


def write_classes(classes, header):
    documented = [
        ("ignorable", classes.ignorable, "Scalars that nobody sees: default ignorables, bidirectional controls, variation selectors, the byte order mark, and all controls but tab and line ends."),
        ("combining", classes.combining, "Marks that stand on the scalar before them (categories Mn and Me), without the ignorable ones."),
        ("decorative", classes.decorative, "Symbols and marks that decorate text between Han characters: pictures, shapes, arrows, box drawing, bullets, dashes, quotation marks and their kin."),
        ("han", classes.han, "Han ideographs of all planes with 〇 and 々, and scalars that fold to nothing but ideographs."),
        ("word", classes.word, "Letters and numbers of all scripts, Han too, and scalars whose folding begins and ends with one."),
        ("space", classes.space, "White space, and scalars that fold to a space."),
        ("wide", classes.wide, "Scalars two columns wide on a terminal (East_Asian_Width W or F, or emoji presentation)."),
        ("zeroWidth", classes.zero_width, "Scalars that take no column of their own on a terminal."),
        ("pictographic", classes.pictographic, "Scalars that a variation selector or a joiner can turn into an emoji (Extended_Pictographic)."),
    ]
    out = [header]
    out.append("/// The classes of scalars that folding and display need.\n///\n")
    out.append("/// Each class is a flat list of sorted, disjoint, closed ranges: first, last, first, last, …\n")
    out.append("enum CharacterClasses {\n")
    for position, (name, scalars, text) in enumerate(documented):
        if position:
            out.append("\n")
        out.append(f"    /// {text}\n    static let {name}: [UInt32] = [\n")
        items = [f"0x{low:X}, 0x{high:X}," for low, high in ranges(scalars)]
        out.append("\n".join(wrapped(items, " ", 108, "        ")) + "\n    ]\n")
    out.append("}\n")
    (TABLES / "CharacterClasses.swift").write_text("".join(out), encoding="utf-8")


def runs(singles):
    """Pairs with one target as `first-last/step>target`, where target − source is constant."""
    rest, found = dict(singles), []
    for scalar in sorted(singles):
        if scalar not in rest:
            continue
        best = (1, 1)
        for step in (1, 2):
            length = 1
            while rest.get(scalar + step * length) == rest[scalar] + step * length:
                length += 1
            if length > best[0]:
                best = (length, step)
        length, step = best
        found.append((scalar, scalar + step * (length - 1), step, rest[scalar]))
        for position in range(length):
            del rest[scalar + step * position]
    return found


def write_folds(folding, header):
    is_plain_han = lambda s: 0x3400 <= s <= 0x9FFF or 0x20000 <= s <= 0x2F7FF or 0x30000 <= s <= 0x323AF
    han = {s: to[0] for s, to in folding.table.items() if is_plain_han(s) and len(to) == 1 and is_plain_han(to[0])}
    singles = {s: to[0] for s, to in folding.table.items() if s not in han and len(to) == 1}
    expansions = {s: to for s, to in folding.table.items() if len(to) > 1}
    run_items = []
    for first, last, step, target in runs(singles):
        if first == last:
            run_items.append(f"{first:X}>{target:X};")
        else:
            run_items.append(f"{first:X}-{last:X}{'/2' if step == 2 else ''}>{target:X};")
    expansion_items = [f"{s:X}={','.join(f'{part:X}' for part in to)};" for s, to in sorted(expansions.items())]

    def literal(name, text, lines):
        body = "\\\n".join("        " + line for line in lines)
        return f"    /// {text}\n    static let {name}: StaticString = \"\"\"\n{body}\\\n\n        \"\"\"\n"

    pairs = [chr(s) + chr(to) for s, to in sorted(han.items())]
    pair_lines = ["".join(pairs[start:start + 27]) for start in range(0, len(pairs), 27)]
    out = [
        header,
        "/// What single scalars fold to: compatibility forms, capitals, traditional and variant ideographs.\n///\n",
        "/// Strings instead of arrays of literals, because they compile at once and are read in a fraction of a\n",
        "/// millisecond. A scalar that stands in none of them folds to itself.\n",
        "enum FoldTable {\n",
        literal("hanPairs", f"{len(han)} ideographs, each followed by the one that it folds to.", pair_lines),
        "\n",
        literal(
            "runs",
            f"{len(singles)} other scalars that fold to one scalar, in hexadecimal: `first>target;`,\n"
            "    /// `first-last>target;` (the distance stays) or `first-last/2>target;` (every other scalar).",
            wrapped(run_items, "", 108, "")),
        "\n",
        literal(
            "expansions",
            f"{len(expansions)} scalars that fold to several, in hexadecimal: `scalar=first,second,…;`.",
            wrapped(expansion_items, "", 108, "")),
        "}\n",
    ]
    (TABLES / "FoldTable.swift").write_text("".join(out), encoding="utf-8")
    return len(han), len(singles), len(expansions)


def write_standard(folding, header):
    """The standard characters, which folding must leave alone, for the tests."""
    scalars = "".join(map(chr, sorted(folding.standard)))
    lines = [scalars[start:start + 54] for start in range(0, len(scalars), 54)]
    body = "\\\n".join("    " + line for line in lines)
    text = f"/// The {len(scalars)} characters of the 通用规范汉字表 (2013), which Unihan marks as kTGH.\n"
    text += f'let standardCharacters = """\n{body}\\\n\n    """\n'
    TESTS.joinpath("StandardCharacters.swift").write_text(header + text, encoding="utf-8")


def report(folding, opencc):
    by_origin = {}
    for source, why in folding.origin.items():
        by_origin.setdefault(why, []).append(source)
    for why, sources in by_origin.items():
        print(f"{why}: {len(sources)}")
        print("  " + " ".join(chr(s) + "".join(map(chr, folding.table.get(s, [s]))) for s in sorted(sources)))
    kept = [
        source + target[0]
        for source, target in read_opencc(opencc, "TSCharacters.txt").items()
        if ord(source) in folding.standard and source != target[0]
    ]
    print(f"standard characters that OpenCC would change, kept: {len(kept)}\n  " + " ".join(kept))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--unicode", default="/usr/share/unicode", metavar="DIR")
    parser.add_argument("--opencc", required=True, metavar="DIR|WHEEL|SDIST")
    parser.add_argument("--report", action="store_true", help="print the Han pairs by their source")
    arguments = parser.parse_args()
    unicode = Unicode(arguments.unicode)
    ignorable = ignorable_scalars(unicode)
    folding = Folding(unicode, arguments.opencc, ignorable)
    classes = Classes(unicode, folding, ignorable)
    credit = OPENCC_CREDIT.format(version=opencc_version(arguments.opencc))
    TABLES.mkdir(parents=True, exist_ok=True)
    write_classes(classes, HEADER.format(unicode=unicode.version, opencc=""))
    counts = write_folds(folding, HEADER.format(unicode=unicode.version, opencc=credit))
    write_standard(folding, HEADER.format(unicode=unicode.version, opencc=""))
    print("ideographs %d, other scalars %d, expansions %d" % counts)
    if arguments.report:
        report(folding, arguments.opencc)


if __name__ == "__main__":
    main()
