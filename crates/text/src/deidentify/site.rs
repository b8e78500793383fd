//! Owns facilities, places and addresses.

pub(crate) mod called;
pub(crate) mod facility;
mod formal;
pub(crate) mod place;
pub(crate) mod spot;
mod words;
