//! What holds over the whole tree: exports in, report out; the order of the rooms.

mod across;
mod calendar;
mod contradictions;
mod counts;
mod date_order;
mod decisions;
mod entrances;
mod explanation;
mod facts;
mod fixtures;
mod graph;
mod hand_over;
mod intake;
mod issue_codes;
mod kinds;
mod matching;
mod path;
mod policy;
mod provider_sample;
mod readme;
mod requirements;
mod rooms;
mod rules;
mod signins;
mod walk;
mod zones;
