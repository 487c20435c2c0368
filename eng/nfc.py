#!/usr/bin/env python3
"""Writes src/Huiying/Ground/Data/nfc-1.txt, the data of Ground/Nfc.cs, from Python's copy of the Unicode Character Database.

The file is frozen: hashes of published answers rest on it. Other data is another file (nfc-2.txt) and a decision record.
Run with the Python whose unicodedata.unidata_version is the version wanted: python3 eng/nfc.py
"""
import pathlib
import sys
import unicodedata as u

WANTED = "14.0.0"
if u.unidata_version != WANTED:
    sys.exit(f"nfc-1 is made of Unicode {WANTED}, this Python has {u.unidata_version}")

# Hangul syllables are composed and decomposed by arithmetic.
points = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000 and not 0xAC00 <= c <= 0xD7A3]
lines = [
    f"# Unicode {WANTED} canonical data for normalisation form C (UAX #15), from the Unicode Character Database; see nfc-1.LICENSE.txt.",
    "# C first count class: combining classes. D point first [second]: canonical decompositions; X instead of D: never composed again.",
]
start = None
for c in points + [0x110000]:
    cls = u.combining(chr(c)) if c < 0x110000 else 0
    if start and (cls != start[1] or c != start[0] + start[2]):
        lines.append(f"C {start[0]:X} {start[2]:X} {start[1]}")
        start = None
    if cls:
        start = (start[0], cls, start[2] + 1) if start else (c, cls, 1)
for c in points:
    to = u.decomposition(chr(c))
    if to and to[0] != "<":
        lines.append(f"{'D' if u.normalize('NFC', chr(c)) == chr(c) else 'X'} {c:X} {' '.join(f'{int(t, 16):X}' for t in to.split())}")
path = pathlib.Path(__file__).resolve().parent.parent / "src/Huiying/Ground/Data/nfc-1.txt"
path.write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")
