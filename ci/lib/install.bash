# Installs what is missing: Debian packages when run as root, npm packages always. Sourced by ci/test.

# What must be there, and the package that brings it.
install_all() {
    echo "=== install"
    local packages=()
    [ -x /usr/bin/chromium ] || packages+=(chromium)
    [ -n "$(postgres_bin)" ] || packages+=(postgresql)
    # Japanese text in screenshots and in the browser's own measurements needs a Japanese font.
    [ -d /usr/share/fonts/truetype/bizud-gothic ] || packages+=(fonts-morisawa-bizud-gothic)
    # The document tests read the PDFs back.
    command -v pdftotext >/dev/null || packages+=(poppler-utils)
    command -v cc >/dev/null || packages+=(build-essential)
    if [ "${#packages[@]}" -eq 0 ]; then
        echo "Debian packages: all there"
    elif [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "missing, and not root on Debian: ${packages[*]}"
    else
        echo "Debian packages: ${packages[*]}"
        apt-get update -qq >"$scratch/apt.log" 2>&1 || tail -5 "$scratch/apt.log"
        apt-get install -qq -y --no-install-recommends "${packages[@]}" >"$scratch/apt.log" 2>&1 ||
            { echo "apt-get could not install them:"; tail -5 "$scratch/apt.log"; }
    fi
    command -v node >/dev/null || echo "Node.js 20 or newer is missing: apt-get install nodejs npm"
    npm_install web
    npm_install e2e
}

# npm_install FOLDER: what the lock file says; nothing to do when it was already done for this lock file.
npm_install() {
    local folder="$root/$1" stamp="$root/$1/node_modules/.futawa-lock"
    [ -f "$folder/package-lock.json" ] || return 0
    command -v npm >/dev/null || return 0
    if cmp -s "$folder/package-lock.json" "$stamp"; then
        echo "npm packages of $1: all there"
    elif (cd "$folder" && npm ci --no-audit --no-fund --no-progress --loglevel=error) >"$scratch/npm-$1.log" 2>&1; then
        cp "$folder/package-lock.json" "$stamp"
        echo "npm packages of $1: installed"
    else
        echo "npm ci failed in $1:"
        tail -20 "$scratch/npm-$1.log"
    fi
}

# have_npm FOLDER: true when its packages are as the lock file says.
have_npm() {
    [ -f "$root/$1/package-lock.json" ] && cmp -s "$root/$1/package-lock.json" "$root/$1/node_modules/.futawa-lock"
}
