//! Owns facilities, places and addresses.

pub(crate) mod facility;
pub(crate) mod place;
mod words;
