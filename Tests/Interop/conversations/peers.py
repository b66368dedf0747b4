"""Reads subtitles with readers that other people wrote, for comparison with ours.

Usage: peers.py READER FILE, with READER one of webvtt (webvtt-py), srt, pysubs2-vtt, pysubs2-srt.
Writes a JSON array of [start in ms, end in ms, speaker or null, text], one for each cue.
"""

import json
import sys
from datetime import timedelta


def webvtt(path):
    import webvtt as peer

    for cue in peer.read(path):
        start = round(timedelta(hours=cue.start_time.hours, minutes=cue.start_time.minutes, seconds=cue.start_time.seconds,
                                milliseconds=cue.start_time.milliseconds) / timedelta(milliseconds=1))
        end = round(timedelta(hours=cue.end_time.hours, minutes=cue.end_time.minutes, seconds=cue.end_time.seconds,
                              milliseconds=cue.end_time.milliseconds) / timedelta(milliseconds=1))
        yield start, end, cue.voice, cue.text


def srt(path):
    import srt as peer

    with open(path, encoding="utf-8") as file:
        for cue in peer.parse(file.read()):
            yield (cue.start // timedelta(milliseconds=1), cue.end // timedelta(milliseconds=1), None, cue.content)


def pysubs2(path, kind):
    import pysubs2 as peer

    for cue in peer.load(path, encoding="utf-8", format_=kind):
        yield cue.start, cue.end, None, cue.plaintext


readers = {
    "webvtt": webvtt,
    "srt": srt,
    "pysubs2-vtt": lambda path: pysubs2(path, "vtt"),
    "pysubs2-srt": lambda path: pysubs2(path, "srt"),
}

if __name__ == "__main__":
    json.dump([list(cue) for cue in readers[sys.argv[1]](sys.argv[2])], sys.stdout, ensure_ascii=False)
