#!/usr/bin/env python3
"""Generate the table of look-alike characters of KaipanText.

Writes Sources/KaipanText/Glyphs/GlyphTable.swift: for each of the 8,105 standard characters at most 40 that it may be
taken for, with a score.

Sources
  Two fonts, each rendered once; nothing of them is kept but how alike their pictures are:
      WenQuanYi Zen Hei, Debian package fonts-wqy-zenhei (GPL 2 with font exception)
      AR PL UMing CN, Debian package fonts-arphic-uming (Arphic Public License)
  The Unihan database, Debian package unicode-data (Unicode licence): kCangjie, kFourCornerCode, kPhonetic, kTotalStrokes.

Three likenesses are measured, because they fail on different pairs:
  picture    correlation of the blurred pictures, mean of both fonts (土/士, 晟/晨)
  structure  how the characters are keyed in, their corners, phonetic part and strokes (府/俯, 翰/瀚)
  part       correlation of one character's part with the whole of another (湾/弯)
A likeness is turned into a score by how rare it is: 1 / (1 + f / 8), where f is how many neighbours as near or nearer a
character has on average. So the scores of different likenesses can be compared. What is alike in one way alone is taken for
the other less often than what is alike in all, so that single likenesses count for less than the three together.

Usage (needs numpy and freetype-py, 4 GB of memory and some minutes)
  Scripts/generate-glyph-tables.py

The same input gives the same output, byte for byte, on one kind of machine; likenesses are rounded before they are ranked.
"""

import argparse
import re
import subprocess

import freetype
import numpy as np

from packed_tables import SOURCES, Unihan, literal, packed, write

FONTS = [
    ("WenQuanYi Zen Hei", "fonts-wqy-zenhei", "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    ("AR PL UMing CN", "fonts-arphic-uming", "/usr/share/fonts/truetype/arphic/uming.ttc"),
]
SIZE = 64          # pixels of a rendered character
GRID = 20          # cells of a whole picture
PART_GRID = 16     # cells of a picture stretched to its ink
BLUR = 0.8         # standard deviation in cells
LEAST_INK = 0.3
# The fractions of the ink that may be another character: left, right, top, bottom.
PARTS = [(0.35, 1, 0, 1), (0, 0.6, 0, 1), (0, 1, 0.38, 1), (0, 1, 0, 0.62), (0.2, 1, 0.25, 1)]

# How many of each likeness become neighbours.
KEPT = {"together": 14, "picture": 12, "structure": 18, "part": 3}
MOST = 40
HALF = 8           # the rarity at which the score is one half
WEIGHTS = {"together": 1, "picture": 0.7, "structure": 0.5, "part": 0.4}
LEVELS = 31


# --- Pictures ----------------------------------------------------------------------------------

def render(path, scalars):
    """The pictures of the characters that a font has, and which those are."""
    face = freetype.Face(path, 0)
    face.set_pixel_sizes(0, SIZE)
    pictures = np.zeros((len(scalars), SIZE, SIZE), np.float32)
    present = np.zeros(len(scalars), bool)
    for index, scalar in enumerate(scalars):
        if not face.get_char_index(scalar):
            continue
        face.load_char(chr(scalar), freetype.FT_LOAD_RENDER | freetype.FT_LOAD_NO_BITMAP | freetype.FT_LOAD_NO_HINTING)
        bitmap = face.glyph.bitmap
        if not bitmap.rows:
            continue
        ink = np.array(bitmap.buffer, np.uint8).reshape(bitmap.rows, bitmap.pitch)[:SIZE, :min(bitmap.width, SIZE)] / 255
        top = max(0, min(int(SIZE * 0.86) - face.glyph.bitmap_top, SIZE - ink.shape[0]))
        left = max(0, min(face.glyph.bitmap_left, SIZE - ink.shape[1]))
        pictures[index, top:top + ink.shape[0], left:left + ink.shape[1]] = ink
        present[index] = True
    return pictures, present


def sampler(low, high, cells):
    """A matrix that samples the pixels low ..< high into cells, blurred."""
    cell = (high - low) / cells
    centres = low + (np.arange(cells) + 0.5) * cell
    pixels = np.arange(SIZE) + 0.5
    weights = np.exp(-0.5 * ((pixels[None] - centres[:, None]) / (BLUR * cell)) ** 2)
    weights[:, (pixels < low) | (pixels > high)] = 0
    return (weights / cell).astype(np.float32)


def unit(pictures):
    """Vectors whose product is the correlation; an empty picture is alike to none."""
    flat = pictures.reshape(len(pictures), -1).astype(np.float32)
    empty = flat.max(1) == 0
    flat = flat - flat.mean(1, keepdims=True)
    length = np.linalg.norm(flat, axis=1, keepdims=True)
    length[length == 0] = 1
    flat /= length
    flat[empty] = 0
    return flat


def whole(pictures):
    matrix = sampler(2, SIZE - 2, GRID)
    return unit(np.einsum("gy,nyx,hx->ngh", matrix, pictures, matrix, optimize=True))


def extent(profile):
    inked = np.where(profile > LEAST_INK)[0]
    return (inked[0], inked[-1] + 1) if len(inked) else (0, 0)


def stretched(pictures, part):
    """A part of each character's ink, stretched to the grid."""
    found = np.zeros((len(pictures), PART_GRID, PART_GRID), np.float32)
    for index, picture in enumerate(pictures):
        (left, right), (top, bottom) = extent(picture.max(0)), extent(picture.max(1))
        if left == right:
            continue
        width, height = right - left, bottom - top
        cut = np.zeros_like(picture)
        rows = slice(int(round(top + part[2] * height)), int(round(top + part[3] * height)))
        columns = slice(int(round(left + part[0] * width)), int(round(left + part[1] * width)))
        cut[rows, columns] = picture[rows, columns]
        (left, right), (top, bottom) = extent(cut.max(0)), extent(cut.max(1))
        if right - left < SIZE // 8 or bottom - top < SIZE // 8:
            continue
        found[index] = sampler(top, bottom, PART_GRID) @ cut @ sampler(left, right, PART_GRID).T
    return unit(found)


def picture_likeness(fonts):
    """The mean over the fonts that have both characters."""
    total, number = 0, 0
    for pictures, present in fonts:
        vectors = whole(pictures)
        total = total + vectors @ vectors.T
        has = present.astype(np.float32)
        number = number + np.outer(has, has)
    return total / np.maximum(number, 1)


def part_likeness(fonts):
    best = None
    wholes = [stretched(pictures, (0, 1, 0, 1)) for pictures, _ in fonts]
    for part in PARTS:
        mean = sum(stretched(pictures, part) @ of_whole.T for (pictures, _), of_whole in zip(fonts, wholes)) / len(fonts)
        mean = np.maximum(mean, mean.T)
        best = mean if best is None else np.maximum(best, mean)
    return best


# --- Structure ---------------------------------------------------------------------------------

def vectors(features):
    """A matrix of weights from a list of (feature, weight) for each character."""
    columns = {}
    for row in features:
        for feature, _ in row:
            columns.setdefault(feature, len(columns))
    matrix = np.zeros((len(features), len(columns)), np.float32)
    for index, row in enumerate(features):
        for feature, weight in row:
            matrix[index, columns[feature]] += weight
    return matrix


def cangjie_features(keys):
    """Which keys, which stand where from either end, and which stand before which."""
    last = len(keys)
    return (
        [(("key", key), 0.6) for key in keys]
        + [(("start", place, key), 0.5) for place, key in enumerate(keys)]
        + [(("end", last - place, key), 0.5) for place, key in enumerate(keys)]
        + [(("pair", keys[a], keys[b]), 1 / (b - a)) for a in range(last) for b in range(a + 1, last)]
    )


def structure_likeness(unihan, scalars):
    def field(file, name):
        values = unihan.field(file, name)
        return [values.get(scalar, "") for scalar in scalars]

    def first(text):
        return text.split()[0] if text else ""

    cangjie = vectors([cangjie_features(first(text)) for text in field("DictionaryLikeData", "kCangjie")])
    length = np.linalg.norm(cangjie, axis=1, keepdims=True)
    length[length == 0] = 1
    cangjie /= length
    corners = vectors([[((place, digit), 0.5) for place, digit in enumerate(first(text)[:4])]
                       for text in field("DictionaryLikeData", "kFourCornerCode")])
    phonetic = vectors([[(re.sub("[^0-9A-D]", "", series), 1) for series in text.split()]
                        for text in field("DictionaryLikeData", "kPhonetic")])
    strokes = np.array([int(first(text)) for text in field("IRGSources", "kTotalStrokes")], np.float32)
    nearness = 1 - np.abs(strokes[:, None] - strokes) / np.maximum(strokes[:, None], strokes)
    return 0.4 * cangjie @ cangjie.T + 0.2 * corners @ corners.T + 0.2 * np.minimum(1, phonetic @ phonetic.T) + 0.2 * nearness


# --- Neighbours --------------------------------------------------------------------------------

def nearest(likeness, count):
    """For each character the `count` nearest others, the nearest first; equal ones in the order of the standard."""
    rough = np.argpartition(-likeness, count + 8, axis=1)[:, :count + 8]
    rows = []
    for index, candidates in enumerate(rough):
        values = likeness[index, candidates]
        order = np.lexsort((candidates, -values))
        rows.append([int(candidates[place]) for place in order[:count]])
    return rows


def rarity_score(likeness):
    """A function from likeness to score."""
    depth = 200
    top = -np.partition(-likeness, depth, axis=1)[:, :depth]
    values = np.sort(top, axis=None)

    def score(value):
        more = len(values) - np.searchsorted(values, value, side="left")
        return 1 / (1 + max(0, more / len(likeness) - 1) / HALF)

    return score


def neighbours(likenesses):
    """For each character a dictionary of its neighbours and their scores in levels."""
    for name, likeness in likenesses.items():
        np.fill_diagonal(likeness, -1)
        likenesses[name] = np.round(likeness, 4)
    scores = {name: rarity_score(likeness) for name, likeness in likenesses.items()}
    ranks = {}  # a pair → its best rank by any likeness from either side
    for name, count in KEPT.items():
        for index, row in enumerate(nearest(likenesses[name], count)):
            for rank, other in enumerate(row):
                pair = min(index, other), max(index, other)
                ranks[pair] = min(rank / count, ranks.get(pair, 1))
    found = [{} for _ in likenesses["picture"]]
    for a, b in sorted(ranks):
        best = max(WEIGHTS[name] * score(likenesses[name][a, b]) for name, score in scores.items())
        found[a][b] = found[b][a] = max(1, round(best * LEVELS))
    together = likenesses["together"]
    for index, entry in enumerate(found):
        # By rank and not by score: the nearest to a character of no family is what it is taken for, however far.
        order = sorted(entry, key=lambda other: (ranks[min(index, other), max(index, other)], -together[index, other], other))
        found[index] = {other: entry[other] for other in order[:MOST]}
    return found


def generate(unihan):
    numbers = unihan.standard_numbers()
    scalars = sorted(numbers, key=numbers.get)
    fonts = [render(path, scalars) for _, _, path in FONTS]
    picture = picture_likeness(fonts)
    part = part_likeness(fonts)
    structure = structure_likeness(unihan, scalars)
    found = neighbours({
        "together": picture + structure + 0.2 * part, "picture": picture, "structure": structure, "part": part})

    starts, entries = [], []
    for entry in found:
        starts.append(len(entries))
        # In order of the numbers, so that a pair is found by halving; the number has 13 bits, the score 5.
        entries += [packed((other + 1) << 5 | entry[other], 3) for other in sorted(entry)]
    starts.append(len(entries))
    version = lambda package: subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", package], check=True, capture_output=True, text=True).stdout
    credits = "; ".join(f"{name} ({package} {version(package)})" for name, package, _ in FONTS)
    write(SOURCES / "Glyphs" / "GlyphTable.swift", f"""\
// Generated by Scripts/generate-glyph-tables.py; not to be edited.
//
// How alike characters look, measured on renderings in {credits},
// of which nothing else is kept, and from Unihan, version {unihan.version} (Unicode licence,
// https://www.unicode.org/license.txt).

/// {len(entries):,} neighbours of the {len(found):,} standard characters.
///
/// Packed literals: see `PackedNumbers`. Characters are numbered as in the 通用规范汉字表.
enum GlyphTable {{
    /// The highest score in `neighbours`, which stands for 1.
    static let levels = {LEVELS}

    /// Where the neighbours of each character begin, by its number from 1, and the end of the last; four bytes each.
    static let starts: StaticString = {literal("".join(packed(start, 4) for start in starts))}

    /// For each character, in their order: the other's number × 32 + the score; three bytes each.
    static let neighbours: StaticString = {literal("".join(entries), width=111)}
}}
""")
    sizes = [len(entry) for entry in found]
    print(f"{min(sizes)}…{max(sizes)} neighbours, {sum(sizes) / len(sizes):.1f} on average")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--unicode", default="/usr/share/unicode", help="folder of the Unicode Character Database")
    generate(Unihan(parser.parse_args().unicode))


if __name__ == "__main__":
    main()
