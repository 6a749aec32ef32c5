//! Every call to the browser.
