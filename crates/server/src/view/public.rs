//! Owns the mapping of what is published to public pages and to the feed; links decide whether they are served or written as files.
use app::publication::individual::{PublicCase, PublicEdition};
use app::publication::{PublicIndex, PublicMonth, PublicRevision, PublishedPeriod};
use app::publication_files::{rfc3339, urn};
use domain::date::fiscal_year;
use jiff::tz::TimeZone;
use render::Lang;
use render::page::public::{
    CasePage, CaseSource, DataPage, Feed, FeedEntry, Home, HomeSource, MonthPage, MonthSource, MonthTotals, PeriodPage,
    PeriodSource, PublicLinks, Register, Revision,
};
use render::when::{self, Moment};

/// The page of a published month.
pub(crate) fn month(register: Register, links: &PublicLinks, month: &PublicMonth) -> MonthPage {
    let zone = &month.ctx.zone;
    let revisions = revisions(&month.revisions, zone);
    let source = MonthSource {
        snapshot: &month.snapshot,
        profile: &month.profile,
        revisions: &revisions,
        previous: month.previous,
        next: month.next,
        contact: &month.contact,
        licence: month.licence.as_deref(),
        zone,
    };
    MonthPage::new(register, links, &source)
}

fn revisions(published: &[PublicRevision], zone: &TimeZone) -> Vec<Revision> {
    let revision = |revision: &PublicRevision| Revision {
        revision: revision.revision,
        published: Moment::of(revision.published_at, zone),
        reason: revision.erratum_reason.clone(),
    };
    published.iter().map(revision).collect()
}

/// A facility's home.
pub(crate) fn home(register: Register, links: &PublicLinks, index: &PublicIndex) -> Home {
    let months: Vec<MonthTotals> = index
        .months
        .iter()
        .map(|month| MonthTotals {
            month: month.month,
            incident: month.incident,
            accident: month.accident,
            corrected: month.revision > 1,
        })
        .collect();
    let totals = |period: &PublishedPeriod| {
        let figures = &period.snapshot.figures;
        (period.snapshot.period, figures.total_incident, figures.total_accident)
    };
    let periods: Vec<_> = index.periods.iter().map(totals).collect();
    let source = HomeSource {
        facility: name(register, index),
        contact: &index.facility.contact,
        licence: index.facility.licence.as_deref(),
        profile: &index.profile,
        months: &months,
        periods: &periods,
        announcements: &index.announcements,
        zone: &index.zone,
        wareki: index.facility.calendar == "wareki",
    };
    Home::new(register, links, &source)
}

/// The page of a published half-year or year.
pub(crate) fn period(
    register: Register,
    links: &PublicLinks,
    index: &PublicIndex,
    published: &PublishedPeriod,
) -> PeriodPage {
    let revisions = revisions(&published.revisions, &index.zone);
    let source = PeriodSource {
        snapshot: &published.snapshot,
        profile: &published.profile,
        revisions: &revisions,
        contact: &index.facility.contact,
        licence: index.facility.licence.as_deref(),
        zone: &index.zone,
    };
    PeriodPage::new(register, links, &source)
}

/// The page of an individual publication, or the word that its text is gone.
pub(crate) fn case(register: Register, links: &PublicLinks, case: &PublicCase) -> CasePage {
    let t = register.t();
    let moment = |at: i64| Moment::of(at, &case.ctx.zone);
    let edition = |edition: &PublicEdition| Revision {
        revision: edition.number,
        published: moment(edition.released_at),
        reason: edition.reason.clone(),
    };
    let editions: Vec<Revision> = case.editions.iter().map(edition).collect();
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
        rule: t.label(&case.rule),
        editions: &editions,
        hash: case.editions.first().map_or("", |edition| edition.hash.as_str()),
    };
    CasePage::new(register, &links.from_below(), &source)
}

fn name(register: Register, index: &PublicIndex) -> &str {
    register.t().pick(&index.facility.name_ja, &index.facility.name_en)
}

/// What the files hold.
pub(crate) fn data(register: Register, links: &PublicLinks, index: &PublicIndex) -> DataPage {
    let latest = index.months.first().map(|month| (month.month, fiscal_year(month.month.first_day())));
    let facility = (name(register, index), index.facility.contact.as_str(), index.facility.licence.as_deref());
    let period = index.periods.first().map(|period| period.snapshot.period);
    DataPage::new(register, links, facility, (latest, period))
}

/// The feed; its addresses are relative, so that it works on the site and in any folder.
pub(crate) fn feed(lang: Lang, links: &PublicLinks, index: &PublicIndex) -> Feed {
    let register = Register::of(lang);
    let t = register.t();
    let code = index.facility.code.as_str();
    let updated = index.updated_at().unwrap_or(index.facility.created_at);
    let facility = name(register, index).to_owned();
    Feed {
        lang: lang.code(),
        id: urn(&[code, "feed", lang.code()]),
        title: t.with("site.feed_text.title", &[("facility", &facility)]),
        author: facility,
        rights: index.facility.licence.as_deref().unwrap_or(t.get("site.licence_default")).to_owned(),
        href: links.feed(lang),
        home: links.index(register),
        updated: rfc3339(updated, &index.zone),
        entries: entries(register, links, index),
    }
}

fn entries(register: Register, links: &PublicLinks, index: &PublicIndex) -> Vec<FeedEntry> {
    let t = register.t();
    let code = index.facility.code.as_str();
    let zone = &index.zone;
    let mut entries: Vec<(i64, FeedEntry)> = Vec::new();
    for month in &index.months {
        let key = if month.revision > 1 { "site.feed_text.revised" } else { "site.feed_text.month" };
        let counts: [(&str, &dyn std::fmt::Display); 2] =
            [("incident", &month.incident), ("accident", &month.accident)];
        let entry = FeedEntry {
            id: urn(&[code, &month.month.to_string(), register.lang.code()]),
            title: t.with(key, &[("month", &when::month(t, month.month))]),
            href: links.month(register, month.month),
            updated: rfc3339(month.published_at, zone),
            published: rfc3339(month.first_published_at, zone),
            summary: t.with("public.totals", &counts),
        };
        entries.push((month.published_at, entry));
    }
    for period in &index.periods {
        let (of, figures) = (period.snapshot.period, &period.snapshot.figures);
        let first = period.revisions.last().map_or(period.published_at, |revision| revision.published_at);
        let counts: [(&str, &dyn std::fmt::Display); 2] =
            [("incident", &figures.total_incident), ("accident", &figures.total_accident)];
        let entry = FeedEntry {
            id: urn(&[code, &of.to_string(), register.lang.code()]),
            title: t.with("period.public.title", &[("period", &when::period(t, of))]),
            href: links.period(register, of),
            updated: rfc3339(period.published_at, zone),
            published: rfc3339(first, zone),
            summary: t.with("public.totals", &counts),
        };
        entries.push((period.published_at, entry));
    }
    for one in &index.announcements {
        let entry = FeedEntry {
            id: urn(&[code, "cases", &one.slug, register.lang.code()]),
            title: t.with("individual.public.title", &[("slug", &one.slug)]),
            href: links.announcement(register, &one.slug),
            updated: rfc3339(one.changed_at, zone),
            published: rfc3339(one.released_at, zone),
            summary: t.choice("site.announcement.kind", one.kind.code()),
        };
        entries.push((one.changed_at, entry));
    }
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    entries.into_iter().map(|(_, entry)| entry).collect()
}
