//! The same facts on several scales, and what is lost between them (対照表).

use std::collections::BTreeMap;

use super::{Derived, FactError, Facts, consistency, derive, space};
use crate::profile::{LevelCode, Profile};

/// One remark on levels of the welfare scale and of the hospital scale that meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrosswalkNote {
    /// Stable name.
    pub id: &'static str,
    /// Levels of the `welfare` profile.
    pub welfare: &'static [&'static str],
    /// Levels of the `university-hospital` profile.
    pub hospital: &'static [&'static str],
    /// The remark in Japanese.
    pub ja: &'static str,
    /// The remark in English.
    pub en: &'static str,
}

/// What to know when the two shipped scales are read side by side. The same digit means different things.
pub const CROSSWALK: &[CrosswalkNote] = &[
    CrosswalkNote {
        id: "noticed",
        welfare: &["1"],
        hospital: &["0"],
        ja: "福祉の1は「事前に気づいたもの」で、病院では0に当たります。病院の1とは違います。",
        en: "Welfare 1 means noticed beforehand; that is hospital 0, not hospital 1.",
    },
    CrosswalkNote {
        id: "no-or-small-care",
        welfare: &["2"],
        hospital: &["1", "2", "3a"],
        ja: "福祉の2は、影響がなかったものとカットバン程度の手当てを含みます。病院では実害なしが1、観察の強化が2、手当てをしたものが3aに分かれます。",
        en: "Welfare 2 holds both no effect and a sticking plaster. The hospital scale parts them: 1 no harm, 2 observation, 3a any care given.",
    },
    CrosswalkNote {
        id: "place-not-severity",
        welfare: &["3", "4"],
        hospital: &["3a", "3b"],
        ja: "福祉の3と4は処置をした場所（施設内診療所か、外部の医療機関か）で分かれます。病院の3aと3bは処置の重さで分かれます。互いに置きかえられません。",
        en: "Welfare 3 and 4 are parted by the place of treatment (own clinic or outside); hospital 3a and 3b by how intensive it was. Neither gives the other.",
    },
    CrosswalkNote {
        id: "observed-elsewhere",
        welfare: &["3", "4"],
        hospital: &["2"],
        ja: "診療所や外部の医療機関で観察だけをした場合、福祉では3または4（アクシデント）、病院では2（インシデント）になります。",
        en: "When the clinic or an outside institution only observed, it is welfare 3 or 4 (accident) but hospital 2 (incident).",
    },
    CrosswalkNote {
        id: "cut",
        welfare: &["3"],
        hospital: &["3a"],
        ja: "インシデントとアクシデントの境目が違います。簡単な処置をしたものは、福祉では3でアクシデント、病院では3aでインシデントです。",
        en: "The cut between incident and accident differs: simple treatment is welfare 3, an accident, and hospital 3a, an incident.",
    },
    CrosswalkNote {
        id: "mild-loss",
        welfare: &["2", "3", "4"],
        hospital: &["4a"],
        ja: "日常生活に支障のない後遺症は、病院では4aですが、福祉の基準には決まった場所がありません。処置と場所で2から4になり、5に当たるかどうかを人が判断します。",
        en: "An after-effect without hindrance is hospital 4a but has no place of its own in the welfare standard: 2 to 4 by treatment and place, and a person judges whether it is 5.",
    },
    CrosswalkNote {
        id: "severe-loss-or-death",
        welfare: &["5"],
        hospital: &["4b", "5"],
        ja: "福祉の5は、重い後遺症と死亡の両方です。病院では4bと5に分かれます。",
        en: "Welfare 5 holds both a severe after-effect and death; the hospital scale parts them into 4b and 5.",
    },
    CrosswalkNote {
        id: "wrong-person-medicine",
        welfare: &["3"],
        hospital: &["1", "2"],
        ja: "他者の薬の誤服薬は、実害がなくても福祉では3になります。病院では影響と処置だけで決まり、1や2になることがあります。",
        en: "Another person's medicine taken is at least welfare 3 even without harm; on the hospital scale only effect and treatment count, so it may be 1 or 2.",
    },
];

/// Two levels that the same facts give on two scales.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelPair {
    /// Level on the first scale.
    pub left: LevelCode,
    /// Level on the second scale.
    pub right: LevelCode,
    /// Some facts give this pair without any doubt on either scale.
    pub certain: bool,
}

/// The facts on each of the profiles.
#[must_use]
pub fn compare<'a>(
    profiles: impl IntoIterator<Item = &'a Profile>,
    facts: &Facts,
) -> Vec<(&'a Profile, Result<Derived, FactError>)> {
    profiles.into_iter().map(|profile| (profile, derive(profile, facts))).collect()
}

/// The facts on every shipped profile.
#[must_use]
pub fn crosswalk(facts: &Facts) -> Vec<(&'static Profile, Result<Derived, FactError>)> {
    compare(Profile::builtins(), facts)
}

/// All pairs of levels that the same fitting facts give on two profiles, mildest first: the cross-walk as it really is.
#[must_use]
pub fn overlap(left: &Profile, right: &Profile) -> Vec<LevelPair> {
    let mut kinds = space::kinds_of_event(left);
    kinds.extend(space::kinds_of_event(right));
    kinds.sort();
    kinds.dedup();
    let mut pairs: BTreeMap<(usize, usize), LevelPair> = BTreeMap::new();
    let all = kinds.iter().flat_map(|(form, detail)| space::graded(form, detail.as_deref()));
    for facts in all.filter(|facts| consistency::tensions(left, facts).next().is_none()) {
        let (Ok(one), Ok(other)) = (derive(left, &facts), derive(right, &facts)) else {
            continue;
        };
        let (Some(row), Some(column)) = (left.rank(&one.level), right.rank(&other.level)) else {
            continue;
        };
        let certain = !one.ambiguous && !other.ambiguous;
        pairs.entry((row, column)).and_modify(|pair| pair.certain |= certain).or_insert(LevelPair {
            left: one.level,
            right: other.level,
            certain,
        });
    }
    pairs.into_values().collect()
}
