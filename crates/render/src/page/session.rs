//! page::session: signing in, going on after it, and one's own settings.

use askama::Template;

use crate::component::{
    Button, Choice, ErrorLink, ErrorSummary, Field, InputKind, Radios, Row, Select, SummaryList, TextInput,
};
use crate::frame::{TextSize, Theme};
use crate::html::Html;
use crate::{AssetUrls, Frame, Lang, Page, Text};

/// The question for the own password before what only the person may do (本人確認). What was typed is never sent back.
#[must_use]
pub(crate) fn proof_input(t: Text, id: &str, error: Option<String>) -> TextInput {
    let field =
        Field::new(t, "proof", t.get("session.proof.label")).id(id).hint(t.get("session.proof.hint")).error(error);
    TextInput::new(field).kind(InputKind::Password).chars(20)
}

/// What was typed into the sign-in form, or what the form starts with.
#[derive(Debug, Clone, Default)]
pub struct SignInForm {
    /// Code and name of each facility; empty or long lists are asked by code.
    pub facilities: Vec<(String, String)>,
    /// The chosen or typed code.
    pub facility: String,
    /// The typed name.
    pub login: String,
    /// Where to go afterwards.
    pub next: String,
    /// A url-encoded form that was sent while nobody was signed in.
    pub kept: Option<String>,
    /// Files were sent while nobody was signed in; nobody keeps those.
    pub files_lost: bool,
    /// Errors: id of the control and sentence.
    pub errors: Vec<(String, String)>,
}

/// Sign-in (サインイン).
#[derive(Debug, Clone, Template)]
#[template(path = "session/sign_in.html")]
pub struct SignIn {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    lead: &'static str,
    next: String,
    kept: Option<String>,
    facility: Html,
    login: TextInput,
    password: TextInput,
    send: Button,
    ways: Vec<(String, String)>,
}

fn lead(t: Text, form: &SignInForm) -> &'static str {
    match (form.files_lost, &form.kept) {
        (true, _) => t.get("session.sign_in.files_lost"),
        (false, Some(_)) => t.get("session.sign_in.kept"),
        (false, None) => t.get("session.sign_in.lead"),
    }
}

/// With more facilities than this the code is typed: nobody searches such a list.
const LONG_LIST: usize = 12;

impl SignIn {
    /// The page for a form. The password is never shown again.
    #[must_use]
    pub fn new(t: Text, mut frame: Frame, form: SignInForm) -> Self {
        let error = |id: &str| form.errors.iter().find(|(of, _)| of == id).map(|(_, text)| text.clone());
        frame.has_errors = !form.errors.is_empty();
        let links = form.errors.iter().map(|(id, text)| ErrorLink::new(id, text)).collect();
        let field = |name: &str, label: &str| Field::new(t, name, label).error(error(name));
        Self {
            errors: ErrorSummary::new(t, links),
            facility: facility(t, &form, error("facility")),
            login: TextInput::new(field("login", t.get("session.sign_in.login")).value(&form.login))
                .kind(InputKind::Username),
            password: TextInput::new(field("password", t.get("session.sign_in.password"))).kind(InputKind::Password),
            send: Button::primary(t.get("session.sign_in.send")),
            ways: ways(t, &form),
            lead: lead(t, &form),
            next: form.next,
            kept: form.kept,
            t,
            frame,
        }
    }
}

fn facility(t: Text, form: &SignInForm, error: Option<String>) -> Html {
    if form.facilities.is_empty() || form.facilities.len() > LONG_LIST {
        let field = Field::new(t, "facility", t.get("session.sign_in.facility_code"))
            .hint(t.get("session.sign_in.facility_hint"))
            .value(&form.facility)
            .error(error);
        return Html::of(&TextInput::new(field).chars(12));
    }
    let only = form.facilities.first().filter(|_| form.facilities.len() == 1);
    let chosen = only.map_or(form.facility.as_str(), |(code, _)| code);
    let field = Field::new(t, "facility", t.get("session.sign_in.facility")).value(chosen).error(error);
    let choices = form.facilities.iter().map(|(code, name)| Choice::new(code, name)).collect();
    Html::of(&Select::new(field, choices))
}

fn ways(t: Text, form: &SignInForm) -> Vec<(String, String)> {
    let mut ways = Vec::new();
    let of_one = form.facilities.first().filter(|_| form.facilities.len() == 1);
    if let Some((code, _)) = of_one {
        ways.push((format!("/anonymous/{code}"), t.get("session.sign_in.anonymous").to_owned()));
        ways.push((format!("/track/{code}"), t.get("session.sign_in.track").to_owned()));
    }
    ways.push(("/public".to_owned(), t.get("session.sign_in.public").to_owned()));
    ways
}

impl Page for SignIn {
    const NAME: &'static str = "session.sign_in";

    fn samples(t: Text) -> Vec<Self> {
        let lost = SignInForm { next: "/drafts/1/files".into(), files_lost: true, ..SignInForm::default() };
        let frame = || Frame::new(t, t.get("session.sign_in.title"), AssetUrls::default());
        let one = vec![("hikari".to_owned(), t.pick("ひかり園", "Hikari Home").to_owned())];
        let wrong = vec![("login".to_owned(), t.with("session.sign_in.wait", &[("seconds", &5)]))];
        vec![
            Self::new(t, frame(), SignInForm::default()),
            Self::new(t, frame(), lost),
            Self::new(
                t,
                frame(),
                SignInForm { facilities: one.clone(), errors: wrong, login: "yamada".into(), ..SignInForm::default() },
            ),
            Self::new(
                t,
                frame(),
                SignInForm {
                    facilities: one,
                    kept: Some("what=%3Cb%3E".into()),
                    next: "/reports".into(),
                    ..SignInForm::default()
                },
            ),
        ]
    }
}

/// After signing in again: what was typed before is sent by the person who typed it, or dropped.
/// On a shared terminal it may be somebody else's.
#[derive(Debug, Clone, Template)]
#[template(path = "session/resume.html")]
pub struct Resume {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    lead: String,
    action: String,
    fields: Vec<(String, String)>,
    send: Button,
    drop: Button,
}

impl Resume {
    /// The page for the kept fields, to be sent to `action`, a path of ours.
    #[must_use]
    pub fn new(t: Text, frame: Frame, name: &str, action: impl Into<String>, fields: Vec<(String, String)>) -> Self {
        Self {
            t,
            frame,
            lead: t.with("session.resume.lead", &[("name", &name)]),
            action: action.into(),
            fields,
            send: Button::primary(t.get("session.resume.send")),
            drop: Button::quiet(t.get("session.resume.drop")).link("/"),
        }
    }
}

impl Page for Resume {
    const NAME: &'static str = "session.resume";

    fn samples(t: Text) -> Vec<Self> {
        let frame = Frame::new(t, t.get("session.resume.title"), AssetUrls::default());
        let fields = vec![("what".to_owned(), "<転倒> & \"x\"".to_owned())];
        vec![Self::new(t, frame, t.pick("山田 花子", "H. Yamada"), "/drafts/1/save", fields)]
    }
}

/// What the settings page tells and offers.
#[derive(Debug, Clone, Default)]
pub struct MeView {
    /// Sign-in name.
    pub login: String,
    /// Roles, in words.
    pub roles: Vec<String>,
    /// Approval seats held or deputised, in words.
    pub seats: Vec<String>,
    /// The account's language, if chosen.
    pub lang: Option<Lang>,
    /// The account's theme.
    pub theme: Theme,
    /// The browser's size of letters.
    pub text_size: TextSize,
}

/// One's own settings (わたしの設定).
#[derive(Debug, Clone, Template)]
#[template(path = "session/me.html")]
pub struct Me {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    about: SummaryList,
    language: Radios,
    theme: Radios,
    text_size: Radios,
    save: Button,
    change: Button,
}

impl Me {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: &MeView) -> Self {
        let joined = |words: &[String]| words.join(t.pick("、", ", "));
        let mut about = vec![Row::text(t.get("session.me.login"), view.login.clone())];
        about.push(Row::text(t.get("session.me.role"), joined(&view.roles)));
        if !view.seats.is_empty() {
            about.push(Row::text(t.get("session.me.seats"), joined(&view.seats)));
        }
        let mut languages = vec![Choice::new("", t.get("session.me.as_browser"))];
        languages.extend(Lang::ALL.map(|lang| Choice::new(lang.code(), lang.own_name())));
        let language = Field::new(t, "lang", t.get("session.me.language")).value(view.lang.map_or("", Lang::code));
        let theme = Field::new(t, "theme", t.get("session.me.theme")).value(view.theme.code());
        let themes = Theme::ALL.map(|theme| Choice::new(theme.code(), t.choice("frame.theme", theme.code())));
        let size = Field::new(t, "text_size", t.get("session.me.text_size")).value(view.text_size.code());
        let sizes = TextSize::ALL.map(|size| Choice::new(size.code(), t.choice("frame.text_size", size.code())));
        Self {
            t,
            frame,
            about: SummaryList::new(t, about),
            language: Radios::new(language, languages).chips(),
            theme: Radios::new(theme, themes.into()).chips(),
            text_size: Radios::new(size, sizes.into()).chips(),
            save: Button::primary(t.get("session.me.save")),
            change: Button::secondary(t.get("session.me.change")).link("/me/password"),
        }
    }
}

impl Page for Me {
    const NAME: &'static str = "session.me";

    fn samples(t: Text) -> Vec<Self> {
        let frame = || Frame::new(t, t.get("session.me.title"), AssetUrls::default());
        let view = MeView {
            login: "yamada".into(),
            roles: vec![t.choice("nav.role", "staff")],
            seats: vec![t.pick("係長", "Chief").into()],
            lang: Some(Lang::Ja),
            theme: Theme::Dark,
            text_size: TextSize::Large,
        };
        vec![Self::new(t, frame(), &view), Self::new(t, frame(), &MeView { seats: Vec::new(), ..view })]
    }
}

/// What the password form knows.
#[derive(Debug, Clone, Default)]
pub struct PasswordForm {
    /// The password was given by an administrator.
    pub must: bool,
    /// The least number of characters.
    pub min_chars: usize,
    /// Where to go afterwards.
    pub next: String,
    /// A form that waits to be sent on.
    pub kept: Option<String>,
    /// Errors: id of the control (`old`, `new`, `again`) and sentence.
    pub errors: Vec<(String, String)>,
}

/// A new password (パスワードを変える). Paste and password managers are welcome.
#[derive(Debug, Clone, Template)]
#[template(path = "session/password.html")]
pub struct Password {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    must: bool,
    next: String,
    kept: Option<String>,
    old: TextInput,
    new: TextInput,
    again: TextInput,
    send: Button,
}

impl Password {
    /// The page for a form; passwords are never shown again.
    #[must_use]
    pub fn new(t: Text, mut frame: Frame, form: PasswordForm) -> Self {
        frame.has_errors = !form.errors.is_empty();
        let links = form.errors.iter().map(|(id, text)| ErrorLink::new(id, text)).collect();
        let field = |name: &str, label: &str| {
            let error = form.errors.iter().find(|(of, _)| of == name).map(|(_, text)| text.clone());
            Field::new(t, name, label).error(error)
        };
        let rule = t.with("session.password.rule", &[("n", &form.min_chars)]);
        Self {
            errors: ErrorSummary::new(t, links),
            old: TextInput::new(field("old", t.get("session.password.old"))).kind(InputKind::Password),
            new: TextInput::new(field("new", t.get("session.password.new")).hint(rule)).kind(InputKind::NewPassword),
            again: TextInput::new(field("again", t.get("session.password.again"))).kind(InputKind::NewPassword),
            send: Button::primary(t.get("session.password.send")),
            must: form.must,
            next: form.next,
            kept: form.kept,
            t,
            frame,
        }
    }
}

impl Page for Password {
    const NAME: &'static str = "session.password";

    fn samples(t: Text) -> Vec<Self> {
        let frame = || Frame::new(t, t.get("session.password.title"), AssetUrls::default());
        let differ = vec![("again".to_owned(), t.get("session.password.different").to_owned())];
        vec![
            Self::new(t, frame(), PasswordForm { min_chars: 15, ..PasswordForm::default() }),
            Self::new(
                t,
                frame(),
                PasswordForm {
                    must: true,
                    min_chars: 15,
                    kept: Some("a=b".into()),
                    errors: differ,
                    ..PasswordForm::default()
                },
            ),
        ]
    }
}
