//! Owns how each engine is asked for the weekday and the hour of an event: of an ISO date, and of the coded answers (JSON).
use crate::dialect::{Engine, Sql};

impl Sql {
    /// Appends the weekday of the event of the report `r`, 0 for Monday; NULL where the day is not known.
    pub(crate) fn weekday(self) -> Self {
        let text = match self.engine {
            Engine::Sqlite => "(CAST(strftime('%w', r.occurred_on) AS INTEGER) + 6) % 7",
            Engine::Postgres => "CAST(EXTRACT(ISODOW FROM CAST(r.occurred_on AS date)) AS BIGINT) - 1",
        };
        self.push(text)
    }

    /// Appends the days from the event to the report `r`; NULL where the day of the event is not known.
    pub(crate) fn days_to_report(self) -> Self {
        let text = match self.engine {
            Engine::Sqlite => "CAST(julianday(r.report_date) - julianday(r.occurred_on) AS INTEGER)",
            Engine::Postgres => "CAST(CAST(r.report_date AS date) - CAST(r.occurred_on AS date) AS BIGINT)",
        };
        self.push(text)
    }

    /// Appends the hour of the event of the report `r`; NULL where it is not known to the minute.
    pub(crate) fn hour(self) -> Self {
        let text = match self.engine {
            Engine::Sqlite => "json_extract(r.coded, '$.occurred_time.at.hour')",
            Engine::Postgres => "CAST(CAST(r.coded AS jsonb) #>> '{occurred_time,at,hour}' AS BIGINT)",
        };
        self.push(text)
    }
}
