//! The screen: a component a file.
