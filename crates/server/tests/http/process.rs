//! Tests of the binary itself: it starts, tells its address, stops when told; the tools answer without a database.
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};

const BINARY: &str = env!("CARGO_BIN_EXE_futawa");

#[cfg(unix)]
#[test]
fn serve_tells_its_address_answers_and_stops() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let mut child = Command::new(BINARY)
        .args(["serve", "--port", "0", "--dir"])
        .arg(&data)
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let told: serde_json::Value = serde_json::from_str(&line).unwrap();
    let address = told["address"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned();
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(stream, "GET /healthz?name=secret HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok"), "{answer}");
    let stopped = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(stopped.success());
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(child.wait().unwrap().success(), "{log}");
    assert!(log.contains("route=\"/healthz\""), "{log}");
    assert!(!log.contains("secret"), "{log}");
    let lines: Vec<&str> = log.lines().filter(|line| line.contains("request.done")).collect();
    assert!(lines.len() == 1 && !lines[0].contains("127.0.0.1"), "{log}");
    let key = std::fs::metadata(data.join("master.key")).unwrap();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&key.permissions()) & 0o777, 0o600);
}

#[test]
fn tools_answer_each_line_and_end_with_1_after_an_error() {
    let run = |input: &str| {
        let mut child =
            Command::new(BINARY).args(["tool", "date"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap().lines().count())
    };
    let good = "{\"text\":\"R8.11.21\",\"today\":\"2026-11-21\"}\n";
    assert_eq!(run(good), (Some(0), 1));
    assert_eq!(run(&format!("{{}}\n{good}")), (Some(1), 2));
}

/// Runs a command to its end: exit code and standard output.
fn run(args: &[&str], input: &str) -> (Option<i32>, String) {
    let mut child = Command::new(BINARY)
        .args(args)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_facility_is_founded_peopled_and_verified_from_the_command_line() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let data = data.to_str().unwrap();
    assert_eq!(run(&["verify", "--dir", data], "").0, Some(1), "no data yet");
    let founded = run(&["facility", "add", "hoshi", "--name-ja", "星の里", "--name-en", "Hoshi", "--dir", data], "");
    assert_eq!(founded.0, Some(0), "{}", founded.1);
    let add = [
        "user",
        "add",
        "kanri",
        "--facility",
        "hoshi",
        "--name",
        "管理 太郎",
        "--role",
        "administrator",
        "--json",
        "--dir",
        data,
    ];
    let added = run(&add, "");
    assert_eq!(added.0, Some(0), "{}", added.1);
    let told: serde_json::Value = serde_json::from_str(&added.1).unwrap();
    assert!(told["password"].as_str().unwrap().len() >= 15);
    assert_eq!(run(&add, "").0, Some(1), "the name is taken");
    let given =
        run(&["user", "password", "kanri", "--facility", "hoshi", "--password-stdin", "--dir", data], "short\n");
    assert_eq!(given.0, Some(1), "too short");
    let last = run(&["user", "roles", "kanri", "--facility", "hoshi", "--take", "administrator", "--dir", data], "");
    assert_eq!(last.0, Some(1), "the last administrator keeps the role");
    let given = run(&["user", "roles", "kanri", "--facility", "hoshi", "--give", "director", "--dir", data], "");
    assert_eq!(given, (Some(0), "kanri\t管理 太郎\tactive\tstaff,director,administrator\n".to_owned()));
    let listed = run(&["user", "list", "--facility", "hoshi", "--dir", data], "");
    assert_eq!(listed, given);
    let verified = run(&["verify", "--json", "--dir", data], "");
    let report: serde_json::Value = serde_json::from_str(&verified.1).unwrap();
    assert_eq!(
        (verified.0, &report["ok"], &report["facilities"]),
        (Some(0), &serde_json::json!(true), &serde_json::json!(1))
    );
}

#[test]
fn a_backup_is_restored_only_with_its_key_and_only_as_it_was_written() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (data, copy, back) = (path("data"), path("copy"), path("back"));
    run(&["facility", "add", "hoshi", "--name-ja", "星の里", "--name-en", "Hoshi", "--dir", &data], "");
    assert_eq!(run(&["backup", &copy, "--dir", &data], "").0, Some(0));
    assert_eq!(run(&["backup", &copy, "--dir", &data], "").0, Some(1), "a copy is not overwritten");
    std::fs::create_dir(&back).unwrap();
    assert_eq!(run(&["restore", &copy, "--dir", &back], "").0, Some(1), "no key");
    std::fs::write(format!("{back}/master.key"), "00".repeat(32)).unwrap();
    assert_eq!(run(&["restore", &copy, "--dir", &back], "").0, Some(1), "another key");
    std::fs::copy(format!("{data}/master.key"), format!("{back}/master.key")).unwrap();
    let whole = std::fs::read(format!("{copy}/futawa.db")).unwrap();
    let at = whole.windows(5).rposition(|bytes| bytes == b"Hoshi").unwrap();
    let mut changed = whole.clone();
    changed[at] = b'M';
    std::fs::write(format!("{copy}/futawa.db"), changed).unwrap();
    assert_eq!(run(&["restore", &copy, "--dir", &back], "").0, Some(1), "changed");
    std::fs::write(format!("{copy}/futawa.db"), whole).unwrap();
    assert_eq!(run(&["restore", &copy, "--dir", &back], "").0, Some(0));
    assert_eq!(run(&["verify", "--dir", &back], "").0, Some(0));
    assert_eq!(run(&["restore", &copy, "--dir", &back], "").0, Some(1), "data is not overwritten");
}

#[test]
fn a_second_process_that_writes_is_told_why_it_cannot() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (data, copy) = (path("data"), path("copy"));
    run(&["facility", "add", "hoshi", "--name-ja", "星の里", "--name-en", "Hoshi", "--dir", &data], "");
    let mut server = Command::new(BINARY)
        .args(["serve", "--port", "0", "--dir", &data])
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let add = ["user", "add", "kanri", "--facility", "hoshi", "--name", "管理 太郎", "--dir", &data];
    let refused = Command::new(BINARY).args(add).env_clear().output().unwrap();
    let told = String::from_utf8(refused.stderr).unwrap();
    let listed = run(&["user", "list", "--facility", "hoshi", "--dir", &data], "");
    let verified = run(&["verify", "--dir", &data], "").0;
    let saved = run(&["backup", &copy, "--dir", &data], "").0;
    server.kill().unwrap();
    server.wait().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(told.contains("futawa: another futawa process is using this data: stop it"), "{told}");
    assert_eq!(listed, (Some(0), String::new()));
    assert_eq!((verified, saved), (Some(0), Some(0)), "reading goes on beside the server");
    assert_eq!(run(&add, "").0, Some(0), "a server that was killed leaves no lock behind");
}
