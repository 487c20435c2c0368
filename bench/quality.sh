#!/usr/bin/env bash
# Runs every scorer kind whose command exists over the shared suites and data, and writes the figures into docs/quality.md.
# HUIYING_SHARED names the folder that holds them (score/, suites/, data/). Prints what it could not run and why.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${HUIYING_SHARED:?set HUIYING_SHARED to the folder of the shared suites}"
dotnet build src/Huiying.Web -c Release -v q -nologo -clp:ErrorsOnly
page=docs/quality.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
table=$work/table
# A copy: it runs for minutes, and a build meanwhile would change the program under measurement.
cp -r src/Huiying.Web/bin/Release/net10.0 "$work/program"
program=$work/program/huiying.dll
commit=$(git rev-parse --short HEAD)

has() { # whether every word of the command is listed by the one before: what is no command is taken for an option of the server
  local before=()
  for word in "$@"; do
    grep -qE "^  $word( |\$)" <<< "$(dotnet "$program" "${before[@]}" --help 2> /dev/null)" || return 1
    before+=("$word")
  done
}

kind() { # kind, "command", paths below the shared folder...
  local kind=$1 command=$2 paths=() out
  shift 2
  # shellcheck disable=SC2086
  has $command || { echo "$kind: no command '$command' yet" >&2; return; }
  for path in "$@"; do
    [[ $path == /* ]] && { paths+=("$path"); continue; }
    [ -e "$HUIYING_SHARED/${path%%,*}" ] || { echo "$kind: the shared suites lack $path" >&2; return; }
    paths+=("${path/#/$HUIYING_SHARED/}")
  done
  echo "$kind: ${*##*/}" >&2
  # What is measured is named by kind and suite only.
  if ! out=$(python3 "$HUIYING_SHARED/score/score.py" "$kind" "${paths[@]//,/,$HUIYING_SHARED/}" --huiying "dotnet $program" 2>&1); then
    echo "$kind: the scorer failed: $(tail -1 <<< "$out")" >&2
    return
  fi
  KIND=$kind SUITE="${*##*/}" python3 -c '
import json, os, sys
def short(v): return {k: short(x) for k, x in v.items() if k not in ("failed", "worst", "folds", "seconds")} if isinstance(v, dict) else v
d = short(json.loads(sys.stdin.read().strip().splitlines()[-1]))
kind, suite = os.environ["KIND"], os.environ["SUITE"]
# The issues are known by numbers here: their names are the data s own.
if kind == "hot": d["issues"] = {str(n): v for n, v in enumerate(d["issues"].values(), 1)}
def show(v): return ", ".join(f"{k} {show(x) if not isinstance(x, dict) else chr(40) + show(x) + chr(41)}" for k, x in v.items()) if isinstance(v, dict) else str(v)
if kind == "group":
    for k, v in d.items(): print(f"| {kind} | {k} | {show(v)} |")
else: print(f"| {kind} | {suite} | {show(d)} |")' <<< "$out" >> "$table"
}

kind feeds "read feed" suites/feedparser
kind pages "read page" suites/articles/zh_wce
kind pages "read page" suites/articles/aeb
kind robots robots suites/robots
kind dates date suites/zh_dates
kind charset "read page" suites/charset/chardet
kind charset "read page" suites/charset/derived
kind near near suites/near_dup
kind group group data/events/ecob-dev.jsonl.gz data/events/posts-2020q1.jsonl.gz
# The news file has no times: in any order it should score alike.
for seed in 1 2 3; do
  python3 -c '
import gzip, random, sys
rows = gzip.open(sys.argv[1], "rt", encoding="utf8").readlines()
random.Random(int(sys.argv[2])).shuffle(rows)
open(sys.argv[3], "w", encoding="utf8").writelines(rows)' "$HUIYING_SHARED/data/events/ecob-dev.jsonl.gz" "$seed" "$work/ecob-dev-shuffled-$seed.jsonl"
  kind group group "$work/ecob-dev-shuffled-$seed.jsonl"
done
# hot needs the ids of known issues, written down by hand and kept outside the tree: HUIYING_HOT_GOLD names that file.
[ -z "${HUIYING_HOT_GOLD:-}" ] || kind hot hot data/messages/stream-2019h1.jsonl.gz "$HUIYING_HOT_GOLD"
kind routefolds "route train" data/messages/labelled-segmented.jsonl.gz data/messages/labelled.jsonl.gz
kind forecast trend data/trend/reposts.jsonl.gz
kind forecast trend data/trend/hot-hourly-2025h1.tsv.gz

python3 - "$page" "$table" "$commit" << 'PY'
import re, subprocess, sys
page, table, commit = sys.argv[1:]
text = open(page, encoding='utf8').read()
date = subprocess.run(['date', '-u', '+%Y-%m-%d'], capture_output=True, text=True).stdout.strip()
rows = open(table, encoding='utf8').read()
new = f'<!-- scores -->\nMeasured {date} at {commit}.\n\n| kind | suite | figures |\n|---|---|---|\n{rows}<!-- /scores -->'
text, n = re.subn(r'<!-- scores -->.*?<!-- /scores -->', lambda _: new, text, flags=re.S)
assert n == 1, 'docs/quality.md lacks its place for the scores'
open(page, 'w', encoding='utf8').write(text)
PY
echo "written: $page" >&2
