//! Tests of `policy`: written below by rule of the room.
