//! Owns `futawa user list` and `futawa user roles`: who is there with which roles, and changing the roles of one person.
use app::App;
use app::people::{Colleague, EditAccount};
use clap::Args;
use domain::people::Role;
use serde_json::json;
use std::process::ExitCode;

use super::{ctx, role};
use crate::cli::Outcome;
use crate::cli::answer::{Form, in_words};
use crate::cli::source::Source;

#[derive(Debug, Args)]
pub(in crate::cli) struct List {
    /// Code of the facility.
    #[arg(long, value_name = "CODE")]
    facility: String,
    #[command(flatten)]
    pub(super) source: Source,
    #[command(flatten)]
    form: Form,
}

impl List {
    pub(super) async fn act(&self, app: &App) -> Outcome {
        let people = app.people(&ctx(app, &self.facility).await?).await.map_err(in_words)?;
        let lines: Vec<String> = people.iter().map(line).collect();
        let values: Vec<serde_json::Value> = people.iter().map(value).collect();
        self.form.answer(&json!(values), &lines)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn codes(person: &Colleague) -> Vec<&'static str> {
    person.roles.iter().map(|role| role.code()).collect()
}

fn line(person: &Colleague) -> String {
    format!("{}\t{}\t{}\t{}", person.login, person.name, person.status.code(), codes(person).join(","))
}

fn value(person: &Colleague) -> serde_json::Value {
    json!({ "login": person.login, "name": person.name, "status": person.status.code(), "roles": codes(person) })
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Roles {
    /// Sign-in name.
    login: String,
    /// Code of the facility.
    #[arg(long, value_name = "CODE")]
    facility: String,
    /// A role to give; may be given several times: staff, safety_manager, director, administrator, identity_keeper.
    #[arg(long = "give", value_name = "ROLE", value_parser = role)]
    give: Vec<Role>,
    /// A role to take away; may be given several times.
    #[arg(long = "take", value_name = "ROLE", value_parser = role)]
    take: Vec<Role>,
    #[command(flatten)]
    pub(super) source: Source,
    #[command(flatten)]
    form: Form,
}

impl Roles {
    /// Changes the roles; without `--give` and `--take` only tells them.
    pub(super) async fn act(&self, app: &App) -> Outcome {
        let ctx = ctx(app, &self.facility).await?;
        let account = app.account_of(&ctx, &self.login).await.map_err(in_words)?;
        let mut person = app.colleague(&ctx, account).await.map_err(in_words)?;
        let held = |role: &Role| (person.roles.contains(role) || self.give.contains(role)) && !self.take.contains(role);
        let roles: Vec<Role> = Role::ALL.into_iter().filter(held).collect();
        if !self.give.is_empty() || !self.take.is_empty() {
            let edit = EditAccount {
                name: person.name,
                kana: person.kana,
                occupation: person.occupation,
                unit: person.unit,
                roles,
                status: person.status,
            };
            app.edit_account(&ctx, account, edit).await.map_err(in_words)?;
            person = app.colleague(&ctx, account).await.map_err(in_words)?;
        }
        self.form.answer(&value(&person), &[line(&person)])?;
        Ok(ExitCode::SUCCESS)
    }
}
