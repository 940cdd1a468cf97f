#!/bin/sh
# Make the virtual environment and install what the program needs; `dev` adds what its tests need, PostgreSQL among it.
# Missing system libraries are installed where we may, and named with the exact command where we may not.
set -eu
python=$1
venv=$2
extra=${3:-}

libraries="libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libx11-6 libglib2.0-0"
screen="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libxcb-image0 libxcb-randr0 libxcb-render-util0 libxcb-xfixes0 libxcb-sync1 libxcb-shm0 libxcb-glx0"

say() { printf '%s\n' "$*" >&2; }

# The tests of the county's side run a PostgreSQL and a browser of their own; the program itself needs neither.
# Ubuntu has Chromium as a snap only, which does not run everywhere: there the tests in a browser are left out.
tests=
if [ "$extra" = dev ]; then
    tests=postgresql
    ! grep -qs "^ID=debian" /etc/os-release || tests="postgresql chromium chromium-driver"
fi

missing_libraries() {
    for package in $libraries $screen $tests; do
        found=
        for name in "$package" "${package}t64"; do
            if dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed'; then found=1; fi
        done
        [ -n "$found" ] || printf '%s ' "$package"
    done
}

install_packages() {
    if [ "$(id -u)" = 0 ]; then
        apt-get update -qq >/dev/null 2>&1 || true
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        sudo apt-get update -qq >/dev/null 2>&1 || true
        sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
    else
        say "缺少系统组件，请先请管理员运行这一行，再重新运行 make："
        say "    sudo apt-get install -y $*"
        return 1
    fi
}

"$python" -c 'import sys; raise SystemExit(0 if (3, 11) <= sys.version_info[:2] < (3, 14) else 1)' || {
    say "需要 Python 3.11 至 3.13，现在是 $("$python" --version 2>&1)。可用 make PYTHON=python3.12 指定。"
    exit 1
}
if command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; then
    lacking=$(missing_libraries)
    "$python" -c 'import ensurepip, venv' 2>/dev/null || lacking="$lacking python3-venv"
    if [ -n "$lacking" ]; then
        say "正在安装系统组件：$lacking"
        # shellcheck disable=SC2086
        install_packages $lacking || exit 1
    fi
fi
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
say "正在安装程序所需的组件（第一次约需几分钟）……"
if [ "$extra" = dev ]; then
    "$venv/bin/pip" install -q --disable-pip-version-check -e ".[dev,server]"
    touch "$venv/.installed-dev"
else
    "$venv/bin/pip" install -q --disable-pip-version-check -e .
fi
touch "$venv/.installed"
