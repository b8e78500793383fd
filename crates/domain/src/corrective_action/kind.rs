//! Owns the kinds of corrective actions and how strong each is: the action hierarchy of RCA2 (National Patient Safety Foundation, 2015, after
//! the Department of Veterans Affairs), in short words for Japanese houses. What changes the place or the work holds better than what asks
//! people to take care.

/// How well actions of a kind hold (効きやすさ). Derived from the kind, never typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// 弱: relies on memory and attention.
    Weak,
    /// 中: helps memory and attention.
    Intermediate,
    /// 強: works whether or not anybody remembers.
    Strong,
}

impl Strength {
    /// Every strength, the strongest first.
    pub const ALL: [Self; 3] = [Self::Strong, Self::Intermediate, Self::Weak];

    /// The stable code in addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Intermediate => "intermediate",
            Self::Strong => "strong",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strength| strength.code() == code)
    }
}

/// What kind of action it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionKind {
    /// 設備・構造を変える: architectural or physical change.
    Structure,
    /// 間違えられないしくみにする（強制機能）: forcing function.
    ForcingFunction,
    /// 工程をなくす・単純にする: simplify the process.
    Simplification,
    /// 機器・物品をそろえる（標準化）: standardise equipment.
    StandardEquipment,
    /// ソフトウェアの改善: software enhancement.
    Software,
    /// 人員・業務量の見直し: staffing, workload.
    Workload,
    /// チェックリスト・確認の道具: checklist, cognitive aid.
    Checklist,
    /// 見間違い・取り違えの防止: eliminate look-alikes.
    LookAlike,
    /// 二人での確認: double check by people, which the hierarchy counts as weak.
    DoubleCheck,
    /// 手順・マニュアルの見直し: new procedure.
    Procedure,
    /// 研修・勉強会: training.
    Training,
    /// 注意喚起・周知: warning, memorandum.
    Reminder,
}

impl ActionKind {
    /// Every kind, the strongest first, as the form offers them.
    pub const ALL: [Self; 12] = [
        Self::Structure,
        Self::ForcingFunction,
        Self::Simplification,
        Self::StandardEquipment,
        Self::Software,
        Self::Workload,
        Self::Checklist,
        Self::LookAlike,
        Self::DoubleCheck,
        Self::Procedure,
        Self::Training,
        Self::Reminder,
    ];

    /// The stable code in rows, forms and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::ForcingFunction => "forcing_function",
            Self::Simplification => "simplification",
            Self::StandardEquipment => "standard_equipment",
            Self::Software => "software",
            Self::Workload => "workload",
            Self::Checklist => "checklist",
            Self::LookAlike => "look_alike",
            Self::DoubleCheck => "double_check",
            Self::Procedure => "procedure",
            Self::Training => "training",
            Self::Reminder => "reminder",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// How well it holds.
    #[must_use]
    pub const fn strength(self) -> Strength {
        match self {
            Self::Structure | Self::ForcingFunction | Self::Simplification | Self::StandardEquipment => {
                Strength::Strong
            }
            Self::Software | Self::Workload | Self::Checklist | Self::LookAlike => Strength::Intermediate,
            Self::DoubleCheck | Self::Procedure | Self::Training | Self::Reminder => Strength::Weak,
        }
    }
}
