//! Tests of `report`: written below by rule of the room.
