#!/bin/sh
# Installs what tests need beyond Python packages, when it may; says plainly what will be skipped when it may not.
set -u
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
[ -e /usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf ] || missing="$missing fonts-dejavu-core"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
  echo "could not install:$missing" >&2
fi
echo "NOTE: not installed:$missing. The browser test and the simulator's PDF tests will be skipped." >&2
echo "      As root: apt-get install$missing" >&2
exit 0
