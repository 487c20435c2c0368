#!/usr/bin/env python3
"""Checks an exported ledger without the product: verify-ledger.py LEDGER.jsonl [ANCHORS.jsonl ...]
Needs nothing but docs/ledger.md. Prints {"entries","broken_at","anchors"}; exit 0 when whole, 1 when not."""
import base64, hashlib, json, sys

M = 0xFFFFFFFF
def rol(x, n): return (x << n % 32 | x >> 32 - n % 32) & M if n % 32 else x

def sm3(data):  # GB/T 32905-2016, for where OpenSSL has none
    v = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    data += b"\x80" + bytes((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    for at in range(0, len(data), 64):
        w = [int.from_bytes(data[at + i:at + i + 4], "big") for i in range(0, 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rol(w[j - 3], 15)
            w.append(x ^ rol(x, 15) ^ rol(x, 23) ^ rol(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = v
        for j in range(64):
            s1 = rol(rol(a, 12) + e + rol(0x79CC4519 if j < 16 else 0x7A879D8A, j) & M, 7)
            ff, gg = (a ^ b ^ c, e ^ f ^ g) if j < 16 else (a & b | a & c | b & c, e & f | ~e & g)
            t1 = ff + d + (s1 ^ rol(a, 12)) + (w[j] ^ w[j + 4]) & M
            t2 = gg + h + s1 + w[j] & M
            d, c, b, a, h, g, f, e = c, rol(b, 9), a, t1, g, rol(f, 19), e, t2 ^ rol(t2, 9) ^ rol(t2, 17)
        v = [x ^ y for x, y in zip(v, (a, b, c, d, e, f, g, h))]
    return b"".join(x.to_bytes(4, "big") for x in v)

HASHES = {"sha-256": lambda data: hashlib.sha256(data).digest(), "sm3": sm3}

def verify(lines, anchors):
    previous, entries, office, end, fit = bytes(32), 0, None, None, 0
    for line in filter(str.strip, lines):
        row = json.loads(line)
        if end is not None: return entries, entries + 1, "something after the end", fit
        if "head" in row:
            end = row
            continue
        body = base64.b64decode(row["body_b64"]) if "body_b64" in row else row["body"].encode()
        entry = json.loads(body)
        office = office or entry["office"]
        digest = HASHES[entry.get("hash", "sha-256")](previous + body)
        if row["seq"] != entries + 1 or entry["seq"] != entries + 1: return entries, entries + 1, "sequence", fit
        if row["hash"] != digest.hex(): return entries, entries + 1, "hash", fit
        for anchor in (a for a in anchors if a["office"] == office and a["entry"] == entries + 1):
            if anchor["hash"] != digest.hex(): return entries, entries + 1, "anchor of " + anchor["day"], fit
            fit += 1
        previous, entries = digest, entries + 1
    if end is None or end["entries"] != entries or end["head"] != previous.hex(): return entries, entries + 1, "the end", fit
    beyond = [a["day"] for a in anchors if a["office"] == office and a["entry"] > entries]
    return (entries, entries + 1, "anchor of " + min(beyond), fit) if beyond else (entries, None, None, fit)

if __name__ == "__main__":
    read = lambda path: open(path, encoding="utf-8", newline="\n").read().split("\n")
    known = [json.loads(line) for path in sys.argv[2:] for line in read(path) if line.strip()]
    try: entries, broken, why, fit = verify(read(sys.argv[1]), known)
    except (ValueError, KeyError, TypeError) as wrong: entries, broken, why, fit = 0, 0, f"not a ledger: {wrong!r}", 0
    print(json.dumps({"entries": entries, "broken_at": broken, "why": why, "anchors": fit}, ensure_ascii=False))
    sys.exit(0 if broken is None else 1)
