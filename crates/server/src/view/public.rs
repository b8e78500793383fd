//! Owns the public pages as pages and as files: the same templates, other links.
use app::publication::individual::PublicCase;
use app::publication::{PublicIndex, PublicMonth};
use app::{App, AppError, publication_files};
use domain::publication::Month;
use render::page::public::{CasePage, CaseSource, Index, MonthPage, MonthSource, PublicLinks, Revision};
use render::when::{self, Moment};
use render::{Lang, Page as _, Text};

use crate::assets::stylesheet;

/// Name of the style sheet beside exported pages.
const CSS: &str = "app.css";

/// The page of a published month.
pub(crate) fn month(t: Text, links: &PublicLinks, month: &PublicMonth) -> MonthPage {
    let zone = &month.ctx.zone;
    let revisions: Vec<Revision> = month
        .revisions
        .iter()
        .map(|revision| Revision {
            revision: revision.revision,
            published: Moment::of(revision.published_at, zone),
            reason: revision.erratum_reason.clone(),
        })
        .collect();
    let source = MonthSource {
        snapshot: &month.snapshot,
        profile: &month.profile,
        revisions: &revisions,
        previous: month.previous,
        next: month.next,
        contact: &month.contact,
        zone,
    };
    MonthPage::new(t, links, &source)
}

/// The list of a facility's published months.
pub(crate) fn index(t: Text, links: &PublicLinks, index: &PublicIndex) -> Index {
    let name = t.pick(&index.facility.name_ja, &index.facility.name_en);
    let cases = index.cases.iter().map(|line| {
        let key = if line.readable { "individual.public.line" } else { "individual.public.withdrawn_line" };
        let words = t.with(key, &[("when", &when::day(t, line.released_on))]);
        (words, links.case(t.lang(), &line.slug))
    });
    Index::new(t, links, name, &index.contact, &index.months).with_cases(cases.collect())
}

/// An individual publication.
pub(crate) fn case(t: Text, links: &PublicLinks, case: &PublicCase) -> CasePage {
    let moment = |at: i64| Moment::of(at, &case.ctx.zone);
    let editions: Vec<Revision> = case
        .editions
        .iter()
        .map(|edition| Revision {
            revision: edition.number,
            published: moment(edition.released_at),
            reason: edition.reason.clone(),
        })
        .collect();
    let announcement = case.announcement.as_ref().map(|(told, _)| told);
    let (ended_at, cut_off) = (case.ended_at.map(moment), announcement.map(|told| moment(told.cut_off)));
    let source = CaseSource {
        slug: &case.slug,
        facility: t.pick(&case.names.0, &case.names.1),
        contact: &case.contact,
        announcement,
        ended_at: ended_at.as_ref(),
        withdrawn: case.withdrawn,
        cut_off: cut_off.as_ref(),
        rule: t.pick(&case.rule.ja, &case.rule.en),
        editions: &editions,
        hash: case.editions.first().map_or("", |edition| edition.hash.as_str()),
    };
    CasePage::new(t, links, &source)
}

/// Every public page of a facility as files that link to each other, ready for any web server; `None` when there is no such facility.
///
/// # Errors
/// When the store fails.
pub(crate) async fn files(app: &App, facility: &str) -> Result<Option<Vec<(String, Vec<u8>)>>, AppError> {
    let Some(months) = app.public_index(facility).await? else { return Ok(None) };
    let links = PublicLinks::files(CSS);
    let mut files = vec![(CSS.to_owned(), stylesheet().to_vec())];
    for lang in Lang::ALL {
        files.push((links.index(lang), index(Text::new(lang), &links, &months).html().into_bytes()));
    }
    for line in &months.cases {
        let Some(told) = app.public_case(facility, &line.slug).await? else { continue };
        for lang in Lang::ALL {
            files.push((links.case(lang, &line.slug), case(Text::new(lang), &links, &told).html().into_bytes()));
        }
        files.extend(told.announcement.map(|(_, text)| (links.case_json(&line.slug), text.into_bytes())));
    }
    for (month, ..) in &months.months {
        files.extend(month_files(app, facility, &links, *month).await?);
    }
    Ok(Some(files))
}

async fn month_files(
    app: &App,
    facility: &str,
    links: &PublicLinks,
    of: Month,
) -> Result<Vec<(String, Vec<u8>)>, AppError> {
    let Some(published) = app.public_month(facility, of).await? else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    for lang in Lang::ALL {
        let t = Text::new(lang);
        files.push((links.month(lang, of), month(t, links, &published).html().into_bytes()));
        files.extend(app.month_pdf(facility, of, t).await?.map(|sheet| (links.pdf(lang, of), sheet.bytes)));
    }
    files.push((links.csv(of), publication_files::csv(&published.snapshot).into_bytes()));
    // The very bytes whose hash is in the journal, so that a reader can check them.
    files.push((links.json(of), published.text.into_bytes()));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use app::publication::Step;
    use testkit::TestApp;

    use super::*;

    #[tokio::test]
    async fn exported_files_link_only_to_each_other() {
        let t = TestApp::new().await;
        let month: Month = "2026-10".parse().unwrap();
        for (login, step) in
            [("risk", Step::Draft), ("risk", Step::Check), ("rijicho", Step::Approve), ("rijicho", Step::Publish)]
        {
            t.app.month_step(&t.ctx(login).await, month, step).await.unwrap();
        }
        let files = files(&t.app, "hoshi").await.unwrap().unwrap();
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        for name in [
            "index.html",
            "index.en.html",
            "2026-10.html",
            "2026-10.pdf",
            "2026-10.en.html",
            "2026-10.en.pdf",
            "2026-10.csv",
            "2026-10.json",
            CSS,
        ] {
            assert!(names.contains(&name), "{name} is not among {names:?}");
        }
        for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
            let html = String::from_utf8(bytes.clone()).unwrap();
            for href in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(href.starts_with('#') || names.contains(&href), "{name} leads to {href}");
            }
        }
        assert!(super::files(&t.app, "nowhere").await.unwrap().is_none());
    }
}
