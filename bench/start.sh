#!/usr/bin/env bash
# How long a Release build takes from start to the first page: on an empty data folder, then on the one it left behind (store prepared, no office yet).
# usage: bench/start.sh [RUNS]   (build first: dotnet build src/Huiying.Web -c Release)
set -euo pipefail
cd "$(dirname "$0")/.."
exec python3 - "$PWD/src/Huiying.Web/bin/Release/net10.0/huiying.dll" "${1:-5}" << 'PY'
import re, shutil, statistics, subprocess, sys, tempfile, time, urllib.error, urllib.request
program, runs = sys.argv[1], int(sys.argv[2])

def seconds(data):
    begin = time.monotonic()
    server = subprocess.Popen(['dotnet', program, '--data', data, '--urls', 'http://127.0.0.1:0'], stdout=subprocess.PIPE, text=True)
    try:
        for line in server.stdout:
            if found := re.search(r'^回应 (http://\S+)', line):
                # Before the set-up the public site's page says so, with status 503: that is the first page of an empty folder.
                try: page = urllib.request.urlopen(found[1], timeout=30)
                except urllib.error.HTTPError as e:
                    if e.code != 503: raise
                    page = e
                with page: assert b'<html' in page.read().lower(), 'no page came'
                return time.monotonic() - begin
        raise SystemExit('the server ended before it named its address')
    finally:
        server.terminate()
        server.wait(30)

times = {'empty data folder': [], 'existing data folder': []}
for _ in range(runs):
    data = tempfile.mkdtemp(prefix='huiying-start-')
    try:
        for kind in times: times[kind].append(seconds(data))
    finally:
        shutil.rmtree(data)
for kind, took in times.items():
    print(f'{kind}: {runs} runs, min {min(took):.2f} s, median {statistics.median(took):.2f} s, max {max(took):.2f} s')
PY
