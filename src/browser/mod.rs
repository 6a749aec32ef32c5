//! Every call to the browser.

// The worker's own side.
pub mod blob;
pub mod workbook;
pub mod worker;
pub mod worker_clock;

// The page side of the worker.
pub mod answer;
pub mod worker_client;

// What comes in and goes out by the person's hand.
pub mod clipboard;
pub mod download;
pub mod files;

// What the browser knows.
pub mod clock;
pub mod location;
pub mod numerals;
pub mod part;
pub mod random;
pub mod requests;
pub mod sealing;
pub mod storage;
pub mod zones;

// Live mode: signing in with Microsoft, and requests to Graph.
pub mod graph;
pub mod session;
pub mod sign_in;
pub mod tabs;

// The page itself.
pub mod automation;
pub mod dom;
pub mod table_rows;
pub mod timer;
