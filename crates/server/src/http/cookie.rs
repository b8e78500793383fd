//! Owns the three cookies: the session's, the one of taste, and the one by which a device is known at the sign-in page.
use axum::http::{HeaderMap, HeaderValue, header};

/// Name of the cookie of taste (language, theme, size of letters).
pub const LOOK: &str = "futawa_look";

const YEAR: u32 = 365 * 24 * 60 * 60;

/// Name of the session's cookie. `__Host-` binds it to this host and to https.
#[must_use]
pub const fn session_name(https: bool) -> &'static str {
    if https { "__Host-futawa" } else { "futawa" }
}

/// The value of a cookie; `None` when it is missing or sent twice with different values.
#[must_use]
pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    let mut values = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(found, _)| *found == name)
        .map(|(_, value)| value);
    let first = values.next()?;
    values.all(|other| other == first).then(|| first.to_owned())
}

/// Begins the session in the browser; ends with the browser, and earlier by the rules of `app`.
#[must_use]
pub fn begin_session(https: bool, value: &str) -> Option<HeaderValue> {
    write(session_name(https), value, https, "")
}

/// Ends the session in the browser.
#[must_use]
pub fn end_session(https: bool) -> Option<HeaderValue> {
    write(session_name(https), "", https, "; Max-Age=0")
}

/// Keeps the taste for a year.
#[must_use]
pub fn keep_look(https: bool, value: &str) -> Option<HeaderValue> {
    write(LOOK, value, https, &format!("; Max-Age={YEAR}"))
}

/// Name of the cookie by which a device is known. `__Secure-` binds it to https; its path keeps it from every page but the sign-in.
#[must_use]
pub const fn device_name(https: bool) -> &'static str {
    if https { "__Secure-futawa-device" } else { "futawa_device" }
}

/// Lets the device be known for a year. It goes to the sign-in page only: whoever reports without a name shows nothing of it.
#[must_use]
pub fn keep_device(https: bool, value: &str) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    let name = device_name(https);
    HeaderValue::try_from(format!("{name}={value}; Path=/sign-in; HttpOnly; SameSite=Lax{secure}; Max-Age={YEAR}")).ok()
}

fn write(name: &str, value: &str, https: bool, age: &str) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    HeaderValue::try_from(format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_one_cookie_and_distrusts_two() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; futawa=x.y; b=2"));
        assert_eq!(read(&headers, "futawa").as_deref(), Some("x.y"));
        assert_eq!(read(&headers, "futa"), None);
        headers.append(header::COOKIE, HeaderValue::from_static("futawa=z"));
        assert_eq!(read(&headers, "futawa"), None);
    }

    #[test]
    fn https_binds_the_session_to_the_host() {
        let cookie = begin_session(true, "v").unwrap();
        assert_eq!(cookie, "__Host-futawa=v; Path=/; HttpOnly; SameSite=Lax; Secure");
        let device = keep_device(true, "v").unwrap();
        assert_eq!(device, "__Secure-futawa-device=v; Path=/sign-in; HttpOnly; SameSite=Lax; Secure; Max-Age=31536000");
        assert_eq!(end_session(false).unwrap(), "futawa=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }
}
