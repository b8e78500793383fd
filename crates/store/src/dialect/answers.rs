//! Owns how each engine is asked for coded answers (JSON) by which lists are narrowed: one of the causes, the occupation.
use crate::dialect::{Engine, Sql};
use crate::field::Value;

impl Sql {
    /// Appends whether the report `r` names this cause (事故の原因) among others.
    pub(crate) fn has_cause(self, cause: Value) -> Self {
        match self.engine {
            Engine::Sqlite => self
                .push("EXISTS (SELECT 1 FROM json_each(r.coded, '$.choices.cause') x WHERE x.value = ")
                .bind(cause)
                .push(")"),
            Engine::Postgres => self
                .push("CAST(r.coded AS jsonb) #> '{choices,cause}' @> to_jsonb(CAST(")
                .bind(cause)
                .push(" AS text))"),
        }
    }

    /// Appends whether the report `r` names no cause.
    pub(crate) fn has_no_cause(self) -> Self {
        let text = match self.engine {
            Engine::Sqlite => "COALESCE(json_array_length(r.coded, '$.choices.cause'), 0) = 0",
            Engine::Postgres => "COALESCE(CAST(r.coded AS jsonb) #> '{choices,cause}', '[]') IN ('[]', 'null')",
        };
        self.push(text)
    }

    /// Appends the code of the occupation (職種) of the report `r`; NULL where it is not told.
    pub(crate) fn occupation(self) -> Self {
        let text = match self.engine {
            Engine::Sqlite => "json_extract(r.coded, '$.occupation')",
            Engine::Postgres => "CAST(r.coded AS jsonb) ->> 'occupation'",
        };
        self.push(text)
    }
}
