//! A static server for one folder, on this machine alone.

use crate::program::say;
use crate::{Outcome, policy};
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Tried first; where it is taken, those after it.
const PORT: u16 = 8321;
const TRIES: u16 = 50;

/// A request's head may be this long and no longer.
const HEAD_LIMIT: u64 = 16 * 1024;

/// A browser opens connections it may never use; they are let go after this.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is served: a folder, and the policy that goes along as a header.
struct Site {
    folder: PathBuf,
    policy: String,
}

/// Serves `folder` until it is stopped.
pub fn forever(folder: PathBuf, port: Option<u16>) -> Outcome {
    let html = fs::read_to_string(folder.join("index.html"))
        .map_err(|error| format!("`index.html`: {error}"))?;
    let policy = policy::of_page(&html).ok_or("`index.html` holds no Content-Security-Policy")?;
    let site = Arc::new(Site {
        policy: unframed(policy),
        folder,
    });
    let listener = listen(port)?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("\nRollcall is at http://{address}/   (Ctrl+C ends it)");
    for connection in listener.incoming().flatten() {
        let site = Arc::clone(&site);
        start(move || {
            // A visitor who hangs up is no trouble of ours.
            let _ = site.answer(connection);
        });
    }
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "this runs outside the browser, where there are threads"
)]
fn start(work: impl FnOnce() + Send + 'static) {
    thread::spawn(work);
}

/// The port that was asked for, or the first free one.
fn listen(port: Option<u16>) -> Outcome<TcpListener> {
    let ports = match port {
        Some(port) => port..=port,
        None => PORT..=PORT + TRIES,
    };
    for port in ports.clone() {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => say(&format!("port {port} cannot be used: {error}")),
        }
    }
    Err("no port to serve on; name a free one with `--port`".into())
}

impl Site {
    /// Reads one request and answers it.
    fn answer(&self, connection: TcpStream) -> io::Result<()> {
        connection.set_read_timeout(Some(PATIENCE))?;
        connection.set_write_timeout(Some(PATIENCE))?;
        let line = request_line(&connection)?;
        let mut words = line.split(' ');
        let (method, target) = (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        );
        if method != "GET" && method != "HEAD" {
            return self.refuse(
                &connection,
                method,
                "405 Method Not Allowed",
                b"only GET and HEAD\n",
            );
        }
        match file_below(&self.folder, target).and_then(|file| Some((fs::read(&file).ok()?, file)))
        {
            Some((body, file)) => {
                let policy = self.policy_of(&file, &body);
                let media_type = media_type(&file);
                send(&connection, method, "200 OK", media_type, &policy, &body)
            }
            None => self.refuse(&connection, method, "404 Not Found", b"no such file\n"),
        }
    }

    fn refuse(&self, to: &TcpStream, method: &str, status: &str, why: &[u8]) -> io::Result<()> {
        send(to, method, status, "text/plain", &self.policy, why)
    }

    /// A page's own policy; scripts, which a worker is started from, are bound by that of the first page.
    fn policy_of(&self, file: &Path, body: &[u8]) -> String {
        let html = match file.extension() {
            Some(extension) if extension == "html" => String::from_utf8_lossy(body),
            _ => return self.policy.clone(),
        };
        let own = policy::of_page(&html).map(unframed);
        own.unwrap_or_else(|| self.policy.clone())
    }
}

/// A policy as a header: a frame's ancestors can be forbidden by that only.
fn unframed(policy: &str) -> String {
    format!("{policy}; frame-ancestors 'none'")
}

fn send(
    mut to: &TcpStream,
    method: &str,
    status: &str,
    media_type: &str,
    policy: &str,
    body: &[u8],
) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
         Content-Security-Policy: {policy}\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n\
         Referrer-Policy: no-referrer\r\nConnection: close\r\n\r\n",
        body.len(),
    );
    to.write_all(head.as_bytes())?;
    if method != "HEAD" {
        to.write_all(body)?;
    }
    to.flush()
}

/// The first line of a request; the rest of its head is read and dropped.
fn request_line(connection: &TcpStream) -> io::Result<String> {
    let mut lines = BufReader::new(connection.take(HEAD_LIMIT)).lines();
    let first = lines
        .next()
        .unwrap_or(Err(io::ErrorKind::UnexpectedEof.into()))?;
    for line in lines {
        if line?.is_empty() {
            return Ok(first);
        }
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}

/// The file a request's target means, if it lies below `folder` by its name alone.
fn file_below(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = decoded(path)?;
    let name = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path
    };
    let plain = |part: &str| {
        !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0'])
    };
    name.split('/').all(plain).then(|| folder.join(name))
}

/// `%20` and its like as what they stand for; `None` where that is no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

/// A browser compiles no wasm and starts no module that comes under a wrong type.
fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_means_a_file_below_the_folder() {
        #[track_caller]
        fn case(target: &str, expected: &str) {
            assert_eq!(
                file_below(Path::new("dist"), target),
                Some(Path::new("dist").join(expected))
            );
        }
        case("/", "index.html");
        case("/?today=2026-01-01", "index.html");
        case("/page-1a.wasm", "page-1a.wasm");
        case("/snippets/", "snippets/index.html");
        case("/a%20name.csv", "a name.csv");
    }

    #[test]
    fn no_target_leads_out_of_the_folder() {
        let out = [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/a/../../b",
            "//etc/passwd",
            "/..%5cb",
            "/C:/b",
            "/.git/config",
        ];
        let odd = [
            "",
            "*",
            "http://other/",
            "/%zz",
            "/%2",
            "/%ff",
            "/a%00b",
            "/%2f%2fb",
            "/%2\u{fc}",
        ];
        for target in out.iter().chain(&odd) {
            assert_eq!(file_below(Path::new("dist"), target), None, "{target}");
        }
    }

    #[test]
    fn each_kind_of_file_has_its_type() {
        assert_eq!(media_type(Path::new("page_bg-1a.wasm")), "application/wasm");
        assert_eq!(
            media_type(Path::new("boot-1a.js")),
            "text/javascript; charset=utf-8"
        );
        assert_eq!(media_type(Path::new("LICENSE")), "application/octet-stream");
    }

    #[test]
    fn an_answer_carries_the_policy_and_head_has_no_body() {
        let folder = std::env::temp_dir().join(format!("rollcall-serve-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "hello").unwrap();
        let site = Site {
            folder: folder.clone(),
            policy: "default-src 'none'".into(),
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let ask = |request: &str| {
            let mut visitor = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
            visitor
                .write_all(format!("{request} HTTP/1.1\r\nHost: here\r\n\r\n").as_bytes())
                .unwrap();
            site.answer(listener.accept().unwrap().0).unwrap();
            let mut answer = String::new();
            visitor.read_to_string(&mut answer).unwrap();
            answer
        };
        let page = ask("GET /");
        assert!(
            page.starts_with("HTTP/1.1 200 OK\r\n") && page.ends_with("\r\n\r\nhello"),
            "{page}"
        );
        assert!(page.contains("\r\nContent-Security-Policy: default-src 'none'\r\n"));
        let other = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">";
        fs::write(folder.join("live.html"), other).unwrap();
        assert!(
            ask("GET /live.html")
                .contains("-Policy: default-src 'self'; frame-ancestors 'none'\r\n")
        );
        assert!(ask("HEAD /").ends_with("\r\n\r\n"));
        assert!(ask("GET /none.js").starts_with("HTTP/1.1 404"));
        assert!(ask("POST /").starts_with("HTTP/1.1 405"));
        fs::remove_dir_all(folder).unwrap();
    }
}
