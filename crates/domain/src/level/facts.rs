//! The facts (事実) that levels are derived from: what was seen, never a number.

use serde::{Deserialize, Serialize};

/// Treatment (処置), least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Treatment {
    /// None (なし).
    None,
    /// Closer observation, tests to make sure (観察の強化).
    Observation,
    /// A sticking plaster on the ward (カットバン程度).
    FirstAid,
    /// Disinfection, poultice, suture, painkiller (簡単な処置).
    Simple,
    /// Surgery, ventilation, admission, fracture care (濃厚な処置).
    Intensive,
}

impl Treatment {
    /// All treatments, least first.
    pub const ALL: [Self; 5] = [Self::None, Self::Observation, Self::FirstAid, Self::Simple, Self::Intensive];

    /// The code of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Observation => "observation",
            Self::FirstAid => "first_aid",
            Self::Simple => "simple",
            Self::Intensive => "intensive",
        }
    }
}

/// Where the treatment was given (処置をした場所), nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TreatedAt {
    /// Nowhere.
    None,
    /// On the ward (棟内).
    Ward,
    /// At the facility's own clinic (施設内診療所).
    FacilityClinic,
    /// At an external medical institution (外部の医療機関).
    ExternalHospital,
}

impl TreatedAt {
    /// All places, nearest first.
    pub const ALL: [Self; 4] = [Self::None, Self::Ward, Self::FacilityClinic, Self::ExternalHospital];

    /// The code of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ward => "ward",
            Self::FacilityClinic => "facility_clinic",
            Self::ExternalHospital => "external_hospital",
        }
    }
}

/// Lasting loss of function (後遺症).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LastingLoss {
    /// None (なし).
    None,
    /// Without hindrance in daily life (軽い).
    Mild,
    /// A marked loss (著明).
    Severe,
}

impl LastingLoss {
    /// All degrees, least first.
    pub const ALL: [Self; 3] = [Self::None, Self::Mild, Self::Severe];

    /// The code of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Mild => "mild",
            Self::Severe => "severe",
        }
    }
}

/// All facts that a level needs, as in the contract of `futawa tool level`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// It reached the person; false when it was noticed or found before.
    pub reached: bool,
    /// The body was affected (身体への影響).
    pub body_effect: bool,
    /// The treatment.
    pub treatment: Treatment,
    /// Where it was given.
    pub treated_at: TreatedAt,
    /// What remained.
    pub lasting_loss: LastingLoss,
    /// The person died (死亡).
    pub death: bool,
    /// Code of the form of event (形態) in the profile.
    pub form: String,
    /// Code of the medication detail (与薬の詳細), for medication events.
    #[serde(default)]
    pub medication_detail: Option<String>,
}

impl Facts {
    /// The facts in one line of `name=value`, for messages to those who edit rules.
    #[must_use]
    pub fn describe(&self) -> String {
        format!(
            "reached={}, body_effect={}, treatment={}, treated_at={}, lasting_loss={}, death={}, form={}, medication_detail={}",
            self.reached,
            self.body_effect,
            self.treatment.as_str(),
            self.treated_at.as_str(),
            self.lasting_loss.as_str(),
            self.death,
            self.form,
            self.medication_detail.as_deref().unwrap_or("null"),
        )
    }
}
