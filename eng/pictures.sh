#!/usr/bin/env bash
# Takes the pictures of docs/pictures anew: every page as the browser tests see it, at 1440 and 390 px, on made-up offices.
# Needs Chromium, a Release build of the tests and pngquant.
set -euo pipefail
cd "$(dirname "$0")/.."
shots=$(mktemp -d)
trap 'rm -rf "$shots"' EXIT
HUIYING_SHOTS=$shots dotnet test --project tests/Huiying.Tests -c Release --no-build -- --filter-class '*PagesInBrowserTests' '*FirstRunTests' '*DemoRunTests' '*PapersInBrowserTests' '*MendedInBrowserTests' '*PolicyInBrowserTests' '*OfficesInBrowserTests' '*OrdersInBrowserTests' '*PreventionInBrowserTests' '*SourcesInBrowserTests' '*HotInBrowserTests' > /dev/null
rm -rf docs/pictures
mkdir -p docs/pictures
for file in "$shots"/*.png; do
  name=$(basename "$file" | sed 's/^events_\(first\|other\|third\)-/event-/; s/^events_\(first\|other\|third\)_/event-/; s/=/-/; s/_/-/g')
  [ -e "docs/pictures/$name" ] || pngquant --quality 55-85 --speed 1 --strip --output "docs/pictures/$name" "$file"
done
{
  echo '# Pictures'
  echo
  echo 'Each page at 1440 and 390 px, as the browser tests take them (`eng/pictures.sh`). The offices, people and matters are made up.'
  for wide in docs/pictures/*-1440.png; do
    name=$(basename "$wide" -1440.png)
    printf '\n## %s\n![%s at 1440 px](pictures/%s-1440.png)\n' "$name" "$name" "$name"
    [ ! -e "docs/pictures/$name-390.png" ] || printf '\n![%s at 390 px](pictures/%s-390.png)\n' "$name" "$name"
  done
} > docs/pictures.md
ls docs/pictures | wc -l
