//! Owns `futawa user`: people of a facility, for the first administrator and for lost passwords.
mod roster;

use std::error::Error;
use std::io;
use std::process::ExitCode;

use app::people::NewAccount;
use app::{App, Ctx};
use clap::{Args, Subcommand};
use domain::people::Role;
use serde_json::json;

use super::answer::{Form, in_words};
use super::source::{Source, open, open_to_read};
use super::{Outcome, runtime, start_log};
use crate::config::{Begin, Environment};

/// People of a facility.
#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Add a person. Without --password-stdin a first password is made, told once, and must be changed.
    Add(Add),
    /// Give a person a new password, which must be changed at the next sign-in.
    Password(Password),
    /// Tell or change the roles of a person.
    Roles(roster::Roles),
    /// List everybody with status and roles.
    List(roster::List),
}

#[derive(Debug, Args)]
pub(super) struct Who {
    /// Sign-in name.
    login: String,
    /// Code of the facility.
    #[arg(long, value_name = "CODE")]
    facility: String,
    /// Read the password from standard input (one line) instead of making one.
    #[arg(long)]
    password_stdin: bool,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    form: Form,
}

#[derive(Debug, Args)]
pub(super) struct Add {
    #[command(flatten)]
    who: Who,
    /// Name as colleagues know it (氏名).
    #[arg(long)]
    name: String,
    /// Reading (フリガナ).
    #[arg(long, default_value = "")]
    kana: String,
    /// Code of the occupation (職種) in the facility's profile.
    #[arg(long, default_value = "other")]
    occupation: String,
    /// Code of the unit (部署).
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Role beside staff; may be given several times: safety_manager, director, administrator, identity_keeper.
    #[arg(long = "role", value_name = "ROLE", value_parser = role)]
    roles: Vec<Role>,
}

#[derive(Debug, Args)]
pub(super) struct Password {
    #[command(flatten)]
    who: Who,
}

fn role(code: &str) -> Result<Role, String> {
    let known = || Role::ALL.map(Role::code).join(", ");
    Role::from_code(code).ok_or_else(|| format!("known roles: {}", known()))
}

impl User {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        start_log(environment);
        let source = match &self {
            Self::Add(add) => &add.who.source,
            Self::Password(password) => &password.who.source,
            Self::Roles(roles) => &roles.source,
            Self::List(list) => &list.source,
        };
        let given = source.given(environment)?;
        runtime()?.block_on(async {
            // Reading is possible beside a running server.
            let app = match &self {
                Self::List(_) => open_to_read(&given, environment).await?,
                _ => open(&given, environment, Begin::MustExist).await?,
            };
            let done = self.act(&app).await;
            app.close().await?;
            done
        })
    }

    async fn act(&self, app: &App) -> Outcome {
        match self {
            Self::Add(add) => add.act(app).await,
            Self::Password(password) => password.who.reset(app).await,
            Self::Roles(roles) => roles.act(app).await,
            Self::List(list) => list.act(app).await,
        }
    }
}

/// The program itself at the facility of this code.
async fn ctx(app: &App, facility: &str) -> Result<Ctx, Box<dyn Error>> {
    let visitor = app.visitor(facility).await?;
    let visitor = visitor.ok_or_else(|| format!("there is no facility with the code {facility}"))?;
    Ok(app.system(visitor.facility).await?)
}

impl Who {
    /// The password to give, and whether the program made it.
    fn password(&self, app: &App) -> io::Result<(String, bool)> {
        if !self.password_stdin {
            return Ok((app.suggest_password(), true));
        }
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        Ok((line.trim_end_matches(['\r', '\n']).to_owned(), false))
    }

    async fn reset(&self, app: &App) -> Outcome {
        let ctx = ctx(app, &self.facility).await?;
        let account = app.account_of(&ctx, &self.login).await.map_err(in_words)?;
        let (password, is_made) = self.password(app)?;
        app.reset_password(&ctx, account, &password).await.map_err(in_words)?;
        self.tell("has a new password", is_made.then_some(password.as_str()))
    }

    fn tell(&self, what: &str, made: Option<&str>) -> Outcome {
        let mut lines = vec![format!("{} {what}", self.login)];
        lines.extend(made.iter().map(|password| format!("first password: {password}")));
        self.form.answer(&json!({ "login": self.login, "facility": self.facility, "password": made }), &lines)?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Add {
    async fn act(&self, app: &App) -> Outcome {
        let ctx = ctx(app, &self.who.facility).await?;
        let unit = match &self.unit {
            None => None,
            Some(code) => {
                let units = app.facility(&ctx).await?.units;
                let unit = units.iter().find(|unit| unit.code == *code && unit.active);
                Some(unit.ok_or_else(|| format!("there is no unit with the code {code}"))?.unit_id)
            }
        };
        let (password, is_made) = self.who.password(app)?;
        let new = NewAccount {
            login: self.who.login.clone(),
            name: self.name.clone(),
            kana: self.kana.clone(),
            occupation: self.occupation.clone(),
            unit,
            roles: [Role::Staff].into_iter().chain(self.roles.iter().copied()).collect(),
            password: password.clone(),
            must_change: is_made,
        };
        app.add_account(&ctx, new).await.map_err(in_words)?;
        self.who.tell("is added", is_made.then_some(password.as_str()))
    }
}
