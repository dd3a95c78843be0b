#!/bin/sh
# Runs tests after compiling only what has changed: ./wardbell test --help. Called with a JDK's folder, then the arguments.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
jdk=$1
shift

tool=$root/build/target/quick/tool.jar
sources=$root/build/src/main/java

# The tool is sources like the rest; javac alone can build it, so it needs no Maven to begin with.
if [ ! -e "$tool" ] || [ -n "$(find "$sources" "$0" -newer "$tool" | head -n 1)" ]; then
  made=$(mktemp -d)
  trap 'rm -rf "$made"' EXIT
  # The package's annotations are a library's.
  find "$sources" -name '*.java' ! -name package-info.java -exec "$jdk/bin/javac" -nowarn -d "$made" {} +
  mkdir -p "$(dirname "$tool")"
  "$jdk/bin/jar" --create --file "$tool.$$" -C "$made" .
  mv "$tool.$$" "$tool"
fi

# It runs for seconds only: the better compiler would not be done in time.
exec "$jdk/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$tool" org.wardbell.build.TestCommand "$root" "$@"
