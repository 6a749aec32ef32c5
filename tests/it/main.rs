//! What holds over the whole tree: exports in, report out; the order of the rooms.

mod rooms;
