//! Opens the page or, inside a worker, the engine: one module serves both.

fn main() {}
