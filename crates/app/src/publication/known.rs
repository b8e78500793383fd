//! Owns what the identity check knows (既知の名簿): staff, the persons of reports, units, places, the house, and other names.
//!
//! Names are opened here for the check alone. Nobody is shown an entry: a page shows the words of the text that its writer wrote.
use std::collections::BTreeSet;

use domain::publication::Month;
use store::{Page, ReportFilter, ReportRow, Tx};
use text::Known;

use crate::AppError;
use crate::facility::{Facility, NameKind, opened_names};
use crate::report::load_content;

/// Persons of the month's other reports are known too, up to so many reports: who stands beside the case is often named with it.
const NEIGHBOURS: i64 = 200;

/// The lists of the facility, without anybody of a report.
pub(super) async fn facility_lists<M>(tx: &mut Tx<M>, facility: &Facility) -> Result<Known, AppError> {
    let mut known = Known::default();
    for account in tx.accounts().await? {
        known.staff.push(entry(&account.name, &account.kana));
    }
    known.places.extend(facility.units.iter().map(|unit| unit.name_ja.clone()));
    known.places.extend(facility.places.iter().map(|place| place.name_ja.clone()));
    known.facility.extend([facility.row.name_ja.clone(), facility.row.name_en.clone()]);
    add_other_names(tx, &mut known).await?;
    Ok(known)
}

/// Adds what the administrator has listed besides (呼び名・通称).
pub(crate) async fn add_other_names<M>(tx: &mut Tx<M>, known: &mut Known) -> Result<(), AppError> {
    for other in opened_names(tx).await? {
        let list = match other.kind {
            NameKind::Person => &mut known.people,
            NameKind::Staff => &mut known.staff,
            NameKind::Place => &mut known.places,
            NameKind::Facility => &mut known.facility,
        };
        list.push(other.name);
    }
    Ok(())
}

/// Adds who is named in the fields of these reports. A sealed reporter is not opened: staff are on the list of staff.
pub(super) async fn add_persons<M>(tx: &mut Tx<M>, known: &mut Known, reports: &[ReportRow]) -> Result<(), AppError> {
    let mut people: BTreeSet<String> = known.people.drain(..).collect();
    let mut staff: BTreeSet<String> = known.staff.drain(..).collect();
    for report in reports {
        if !tx.keys_present(report.report_id).await?.0 {
            continue;
        }
        let sealed = load_content(tx, report, true).await?.sealed;
        people.extend(sealed.persons.into_iter().filter_map(|person| person.name));
        staff.extend([sealed.party_name, sealed.superior_name, sealed.reporter_name].into_iter().flatten());
    }
    known.people = people.into_iter().filter(|name| !name.trim().is_empty()).collect();
    known.staff = staff.into_iter().filter(|name| !name.trim().is_empty()).collect();
    Ok(())
}

/// The reports whose persons may be named in a text about a case of this month.
pub(super) async fn neighbours<M>(tx: &mut Tx<M>, month: Month) -> Result<Vec<ReportRow>, AppError> {
    let filter = ReportFilter {
        from: Some(month.first_day().to_string()),
        until: Some(month.last_day().to_string()),
        ..ReportFilter::default()
    };
    let mut reports = Vec::new();
    for line in tx.reports(&filter, Page { limit: NEIGHBOURS, ..Page::ALL }).await?.lines {
        reports.extend(tx.report(line.report_id).await?);
    }
    Ok(reports)
}

/// `佐藤 花子(さとう はなこ)`; a reading that holds no kana (a sign-in name) is left out.
fn entry(name: &str, kana: &str) -> String {
    let is_reading = kana.chars().any(|letter| ('ぁ'..='ヿ').contains(&letter));
    if is_reading { format!("{name}({kana})") } else { name.to_owned() }
}
