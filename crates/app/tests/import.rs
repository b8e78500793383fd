//! Tests of the imports.
