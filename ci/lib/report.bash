# Sections with their time, and the count of tests that closes the run. Sourced by ci/test.

passed=0
failed=0
skipped=0
section_lines=()

# section NAME check|tests: runs section_NAME and goes on whatever comes out.
# A check counts as one; of tests, those that the runner's closing lines tell.
section() {
    local name="$1" kind="$2" log="$scratch/$1.log" start=$SECONDS code=0
    echo "=== $name"
    # Not `if "section_$name"`: the subshell keeps its own errexit off but its code is what counts.
    set +e
    ("section_$name") 2>&1 | tee "$log"
    code="${PIPESTATUS[0]}"
    set -e
    local ran=0 broke=0 left=0
    if [ "$kind" = tests ]; then
        read -r ran broke left < <(count_tests "$log")
        # A runner that stopped before it counted (a build error) is one failure of its own.
        if [ "$code" -ne 0 ] && [ "$broke" -eq 0 ]; then broke=1; fi
        if [ "$code" -eq 0 ] && [ "$ran" -eq 0 ]; then
            echo "$name ran no test"
            broke=1
        fi
    elif [ "$code" -eq 0 ]; then
        ran=1
    else
        broke=1
    fi
    passed=$((passed + ran))
    failed=$((failed + broke))
    skipped=$((skipped + left))
    local word=ok
    [ "$broke" -eq 0 ] || word=FAILED
    section_lines+=("$(printf '%-10s %-7s %5ds  %d passed, %d failed, %d skipped' "$name" "$word" "$((SECONDS - start))" "$ran" "$broke" "$left")")
}

# skip NAME REASON: says so and counts it.
skip() {
    echo "SKIPPED $1: $2"
    skipped=$((skipped + 1))
    section_lines+=("$(printf '%-10s SKIPPED         %s' "$1" "$2")")
}

# count_tests LOG: "passed failed skipped" from the closing lines of nextest, cargo test and e2e/run.mjs.
count_tests() {
    awk '
        # nextest:   Summary [ 0.1s] 5 tests run: 4 passed (1 slow), 1 failed, 2 timed out, 0 skipped
        # cargo:     test result: ok. 4 passed; 1 failed; 2 ignored; 0 measured; …
        # e2e:       4 passed, 1 failed
        /^ *Summary \[/ || /^test result: / || /^[0-9]+ passed, [0-9]+ failed/ {
            line = $0
            sub(/^ *Summary \[[^]]*\]/, "", line)
            sub(/^.*tests? run: /, "", line)
            n = split(line, parts, /[,;.]/)
            for (i = 1; i <= n; i++) {
                if (match(parts[i], /[0-9]+ (passed|failed|skipped|ignored|timed out|exec failed)/)) {
                    split(substr(parts[i], RSTART, RLENGTH), word, " ")
                    if (word[2] == "passed") ran += word[1]
                    else if (word[2] == "skipped" || word[2] == "ignored") left += word[1]
                    else broke += word[1]
                }
            }
        }
        /^SKIPPED / { left++ }
        END { printf "%d %d %d\n", ran, broke, left }
    ' "$1"
}

report_and_exit() {
    echo "=== summary"
    printf '%s\n' "${section_lines[@]}"
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
    exit
}
