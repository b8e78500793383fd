//! The two profiles that ship with the program, read once.

use std::sync::OnceLock;

use super::Profile;

static ALL: OnceLock<Vec<Profile>> = OnceLock::new();

/// The shipped profiles, welfare first.
pub(super) fn all() -> &'static [Profile] {
    ALL.get_or_init(|| {
        [
            include_str!("../../../../profiles/welfare.toml"),
            include_str!("../../../../profiles/university-hospital.toml"),
        ]
        .into_iter()
        .map(|text| Profile::from_toml(text).expect("the shipped profiles are read in the tests of this crate"))
        .collect()
    })
}
