#!/bin/sh
# Makes an archive that runs with only a JDK: ./wardbell package [FILE]. Called with a JDK's folder and that of the built
# product, then the arguments. The same commit gives the same archive.
set -eu
umask 022

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
jdk=$1
product=$2
shift 2

die() {
  printf '%s\n' "wardbell: $*" >&2
  exit 1
}

case ${1:-} in
  -*) die "package takes the name of the archive, and no option: ./wardbell package [FILE]" ;;
esac

jar=
for candidate in "$product"/wardbell-standalone-*.jar; do
  [ -z "$jar" ] || die "several versions are in $product: delete that folder and try again."
  jar=$candidate
done
[ -f "$jar" ] || die "there is no jar in $product: build it first."

version=$(basename "$jar" .jar)
name=wardbell-${version#wardbell-standalone-}
archive=${1:-$product/$name.tar.gz}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
stage=$work/$name
mkdir -p "$stage/lib" "$work/jar"

# Only what the jar names: a folder of a build may have libraries of an older one.
(cd "$work/jar" && "$jdk/bin/jar" --extract --file "$jar" META-INF)
manifest=$work/jar/META-INF/MANIFEST.MF
unfolded=$(awk '{ sub(/\r$/, "") } /^ / { line = line substr($0, 2); next } { print line; line = $0 } END { print line }' "$manifest")
for library in $(printf '%s\n' "$unfolded" | sed -n 's/^Class-Path: //p'); do
  cp "$product/$library" "$stage/lib/" || die "$library is not beside the jar: build it with Maven."
done

cp "$jar" "$root/wardbell" "$root/LICENSE" "$root/README.md" "$root/CHANGELOG.md" "$root/SECURITY.md" "$stage/"
cp "$work/jar/META-INF/THIRD-PARTY.txt" "$stage/" || die "the jar has no list of licences: build it with Maven."
cp "$work/jar/META-INF/sbom/application.cdx.json" "$stage/sbom.cdx.json"
cp -R "$root/docs" "$root/operations" "$stage/"
mkdir "$stage/wordpress"
cp -R "$root/wordpress/wardbell" "$stage/wordpress/"
mv "$stage/operations/INSTALL.md" "$stage/"
chmod 755 "$stage/wardbell"

# GNU tar can leave out who made it and when; others make the same files, in another archive.
time=$(git -C "$root" log -1 --format=%ct 2>/dev/null || date +%s)
if tar --version 2>/dev/null | grep -q GNU; then
  set -- --sort=name --owner=0 --group=0 --numeric-owner "--mtime=@$time"
else
  set --
fi
tar -C "$work" "$@" -cf "$work/archive.tar" "$name"
gzip -n "$work/archive.tar"
mkdir -p "$(dirname "$archive")"
mv "$work/archive.tar.gz" "$archive"
printf '%s\n' "$archive"
