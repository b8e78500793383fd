//! Owns the regions of the body (部位) that can be marked, and what can be found there.
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::codes;

codes! {
    /// A side, always named from the person's own view (本人の右・左).
    Side {
        /// 本人の右.
        Right = "right",
        /// 本人の左.
        Left = "left",
    }
}

codes! {
    /// A group of regions in the list.
    Group {
        /// 頭・顔・首.
        Head = "head",
        /// 肩・腕・手.
        Arm = "arm",
        /// 胸・腹・背中・腰.
        Trunk = "trunk",
        /// 脚・足.
        Leg = "leg",
    }
}

codes! {
    /// A part of the body; the paired ones make two regions.
    BodyPart {
        /// 頭頂部.
        Crown = "crown",
        /// 前額部（ひたい）.
        Forehead = "forehead",
        /// 後頭部.
        BackOfHead = "back_of_head",
        /// 顔（目・ほお）.
        Face = "face",
        /// 耳・側頭部.
        Ear = "ear",
        /// 鼻・口・あご.
        Mouth = "mouth",
        /// 首（前）.
        Throat = "throat",
        /// 首（後ろ）.
        Nape = "nape",
        /// 肩.
        Shoulder = "shoulder",
        /// 上腕.
        UpperArm = "upper_arm",
        /// 肘.
        Elbow = "elbow",
        /// 前腕.
        Forearm = "forearm",
        /// 手首・手・指.
        Hand = "hand",
        /// 胸.
        Chest = "chest",
        /// 腹.
        Abdomen = "abdomen",
        /// 陰部・鼠径部.
        Groin = "groin",
        /// 背中（肩甲骨部）.
        UpperBack = "upper_back",
        /// 腰.
        LowerBack = "lower_back",
        /// 仙骨部.
        Sacrum = "sacrum",
        /// 臀部.
        Buttock = "buttock",
        /// 股関節・大転子部.
        Hip = "hip",
        /// 大腿.
        Thigh = "thigh",
        /// 膝.
        Knee = "knee",
        /// 下腿.
        LowerLeg = "lower_leg",
        /// 足首・足・足指.
        Foot = "foot",
        /// かかと.
        Heel = "heel",
    }
}

codes! {
    /// What was found at a region.
    Finding {
        /// 発赤.
        Redness = "redness",
        /// 表皮剥離.
        SkinTear = "skin_tear",
        /// 裂傷.
        Laceration = "laceration",
        /// 皮下出血.
        Bruise = "bruise",
        /// 腫脹.
        Swelling = "swelling",
        /// 骨折の疑い.
        SuspectedFracture = "suspected_fracture",
        /// 褥瘡.
        PressureInjury = "pressure_injury",
        /// その他.
        Other = "other",
    }
}

impl BodyPart {
    /// Whether the body has it on both sides.
    #[must_use]
    pub const fn is_paired(self) -> bool {
        !matches!(
            self,
            Self::Crown
                | Self::Forehead
                | Self::BackOfHead
                | Self::Mouth
                | Self::Throat
                | Self::Nape
                | Self::Abdomen
                | Self::Groin
                | Self::LowerBack
                | Self::Sacrum
        )
    }

    /// Its group in the list.
    #[must_use]
    pub const fn group(self) -> Group {
        match self {
            Self::Crown
            | Self::Forehead
            | Self::BackOfHead
            | Self::Face
            | Self::Ear
            | Self::Mouth
            | Self::Throat
            | Self::Nape => Group::Head,
            Self::Shoulder | Self::UpperArm | Self::Elbow | Self::Forearm | Self::Hand => Group::Arm,
            Self::Chest
            | Self::Abdomen
            | Self::Groin
            | Self::UpperBack
            | Self::LowerBack
            | Self::Sacrum
            | Self::Buttock => Group::Trunk,
            Self::Hip | Self::Thigh | Self::Knee | Self::LowerLeg | Self::Foot | Self::Heel => Group::Leg,
        }
    }
}

/// A region (部位): a part, with its side if the body has it twice. Its code is `sacrum` or `upper_arm_right`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region {
    part: BodyPart,
    side: Option<Side>,
}

impl Region {
    /// The region, if the part has such a side.
    #[must_use]
    pub const fn new(part: BodyPart, side: Option<Side>) -> Option<Self> {
        if part.is_paired() == side.is_some() { Some(Self { part, side }) } else { None }
    }

    /// Every region in the order of the list: 42 of them.
    pub fn all() -> impl Iterator<Item = Self> {
        BodyPart::ALL.iter().flat_map(|part| {
            let sides: &[Option<Side>] =
                if part.is_paired() { &[Some(Side::Right), Some(Side::Left)] } else { &[None] };
            sides.iter().map(|side| Self { part: *part, side: *side })
        })
    }

    /// The part.
    #[must_use]
    pub const fn part(self) -> BodyPart {
        self.part
    }

    /// The side, of paired parts.
    #[must_use]
    pub const fn side(self) -> Option<Side> {
        self.side
    }

    /// The stable code in rows and forms.
    #[must_use]
    pub fn code(self) -> String {
        self.to_string()
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let with_side = Side::ALL.iter().find_map(|side| {
            let part = code.strip_suffix(side.code())?.strip_suffix('_')?;
            Some((part, *side))
        });
        match with_side {
            Some((part, side)) => Self::new(BodyPart::from_code(part)?, Some(side)),
            None => Self::new(BodyPart::from_code(code)?, None),
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.part.code())?;
        match self.side {
            Some(side) => write!(f, "_{}", side.code()),
            None => Ok(()),
        }
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| de::Error::custom("not a region"))
    }
}
