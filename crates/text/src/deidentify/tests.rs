//! Owns the tests of de-identification.
