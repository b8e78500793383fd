# A PostgreSQL server of our own for one run: a fresh cluster, a socket in a private folder, no network. Sourced by ci/test.

postgres_dir=""

# The folder of the server's programs; Debian's newest first.
postgres_bin() {
    local initdb
    for initdb in $(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -rV) "$(command -v initdb 2>/dev/null || true)"; do
        if [ -n "$initdb" ] && [ -x "$(dirname "$initdb")/pg_ctl" ]; then
            dirname "$initdb"
            return 0
        fi
    done
}

# Prints why PostgreSQL cannot be tested and succeeds, or fails silently when it can.
postgres_missing() {
    if [ -z "$(postgres_bin)" ]; then
        echo "no PostgreSQL server: run as root on Debian, or apt-get install postgresql"
    elif [ "$(id -u)" -eq 0 ] && ! command -v runuser >/dev/null; then
        echo "PostgreSQL refuses to run as root and there is no runuser"
    else
        return 1
    fi
}

# PostgreSQL refuses root: as root, become the user postgres, or nobody.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        local user=nobody
        id postgres >/dev/null 2>&1 && user=postgres
        (cd / && runuser -u "$user" -- "$@")
    else
        "$@"
    fi
}

# Starts the server and exports FUTAWA_TEST_POSTGRES. Durability is off: the data dies with the run.
postgres_start() {
    local bin
    bin="$(postgres_bin)"
    postgres_dir="$scratch/pg"
    mkdir -p "$postgres_dir"
    # The scratch folder is 0700 of root: let the server's user pass through, not look.
    chmod 711 "$scratch"
    if [ "$(id -u)" -eq 0 ]; then
        local user=nobody
        id postgres >/dev/null 2>&1 && user=postgres
        chown "$user" "$postgres_dir"
    fi
    as_postgres "$bin/initdb" --pgdata "$postgres_dir/data" --username futawa_test --auth trust \
        --encoding UTF8 --locale C.UTF-8 --no-sync >"$scratch/initdb.log" 2>&1 ||
        { cat "$scratch/initdb.log"; return 1; }
    as_postgres "$bin/pg_ctl" --pgdata "$postgres_dir/data" --wait --log "$postgres_dir/server.log" \
        --options "-c listen_addresses='' -k $postgres_dir -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" \
        start >/dev/null ||
        { cat "$postgres_dir/server.log"; return 1; }
    as_postgres "$bin/createdb" --host "$postgres_dir" --username futawa_test futawa || return 1
    export FUTAWA_TEST_POSTGRES="postgres:///futawa?host=$postgres_dir&user=futawa_test"
    echo "PostgreSQL $("$bin/postgres" --version | awk '{print $3}') listens in $postgres_dir"
}

# Stops it, if it was started.
postgres_stop() {
    if [ -n "$postgres_dir" ] && [ -f "$postgres_dir/data/postmaster.pid" ]; then
        as_postgres "$(postgres_bin)/pg_ctl" --pgdata "$postgres_dir/data" --mode immediate --wait stop >/dev/null || true
    fi
    postgres_dir=""
    unset FUTAWA_TEST_POSTGRES
}
