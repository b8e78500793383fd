//! Tests of `publication`: written below by rule of the room.
