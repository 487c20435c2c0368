#!/usr/bin/env bash
# While nothing has been released there is one migration, Initial, for each engine: this writes both anew from the model.
# Run it just before merging a change of tables. On a conflict in Migrations/ take either side and run it again.
# Initial's id ends in a hash of what it does, so a database made from other tables is refused and not half understood.
# Hand-written migrations (SQL that the model cannot say) stand beside it with later ids and stay untouched.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore > /dev/null
for engine in Sqlite Postgres; do
  rm -f src/Huiying/Ground/Migrations/$engine/*_Initial{,.Designer}.cs src/Huiying/Ground/Migrations/$engine/*ModelSnapshot.cs
done
dotnet build src/Huiying -v q -nologo -clp:ErrorsOnly
for engine in Sqlite Postgres; do
  folder=src/Huiying/Ground/Migrations/$engine
  dotnet ef migrations add Initial --project src/Huiying --context "${engine}Store" -o "Ground/Migrations/$engine" --no-build > /dev/null
  sed -i '1s/^\xEF\xBB\xBF//' "$folder"/*.cs
  made=$(basename "$folder"/*_Initial.cs .cs)
  hash=$(sha256sum < "$folder/$made.cs" | cut -c1-8)
  sed -i "s/\"$made\"/\"20260101000000_Initial_$hash\"/" "$folder/$made.Designer.cs"
  mv "$folder/$made.cs" "$folder/20260101000000_Initial.cs"
  mv "$folder/$made.Designer.cs" "$folder/20260101000000_Initial.Designer.cs"
done
git status --short src/Huiying/Ground/Migrations
