//! Values of the page, kept as long as it lives.
//!
//! They are what Leptos has in `RwSignal` and `StoredValue`, in less code: those are compiled anew
//! for every type they hold, and the page holds some thirty. Nothing here is ever dropped, so a
//! [`Slot`] belongs into the one store and not into what comes and goes.

use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use leptos::prelude::*;

/// A value without followers.
pub struct Kept<T: 'static>(&'static RwLock<T>);

/// A value that views and effects follow.
pub struct Slot<T: 'static> {
    kept: Kept<T>,
    changed: Trigger,
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Kept<T> {
        *self
    }
}

impl<T> Copy for Kept<T> {}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Slot<T> {
        *self
    }
}

impl<T> Copy for Slot<T> {}

impl<T> Kept<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Kept<T> {
        Kept(Box::leak(Box::new(RwLock::new(value))))
    }

    // The page has one thread, and a panic ends it: no lock is ever waited for or poisoned.
    fn read(self) -> RwLockReadGuard<'static, T> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(self) -> RwLockWriteGuard<'static, T> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// What follows from the value.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(&self.read())
    }

    /// Another value.
    pub fn set(self, value: T) {
        *self.write() = value;
    }

    /// Changes the value.
    pub fn update<U>(self, change: impl FnOnce(&mut T) -> U) -> U {
        change(&mut self.write())
    }
}

impl<T: Clone> Kept<T> {
    /// The value.
    pub fn get(self) -> T {
        self.read().clone()
    }
}

impl<T> Slot<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Slot<T> {
        Slot {
            kept: Kept::new(value),
            changed: Trigger::new(),
        }
    }

    /// Follows it without looking.
    pub fn track(self) {
        self.changed.track();
    }

    /// Tells who follows it that it has changed.
    pub fn notify(self) {
        self.changed.notify();
    }

    /// What follows from the value; who asks follows it.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        self.changed.track();
        self.kept.with(look)
    }

    /// What follows from the value now.
    pub fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        self.kept.with(look)
    }

    /// Another value.
    pub fn set(self, value: T) {
        self.kept.set(value);
        self.changed.notify();
    }

    /// Changes the value.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.kept.update(change);
        self.changed.notify();
    }
}

impl<T: PartialEq> Slot<T> {
    /// Another value; one that is equal is none, and nobody hears of it.
    pub fn set_other(self, value: T) {
        if self.with_untracked(|before| *before != value) {
            self.set(value);
        }
    }
}

impl<T: Clone> Slot<T> {
    /// The value; who asks follows it.
    pub fn get(self) -> T {
        self.changed.track();
        self.kept.get()
    }

    /// The value now.
    pub fn get_untracked(self) -> T {
        self.kept.get()
    }
}

/// Does it now and whenever a slot it looked at changes.
pub fn follow(work: impl FnMut() + 'static) {
    follow_boxed(Box::new(work));
}

fn follow_boxed(work: Box<dyn FnMut()>) {
    Effect::new(work);
}
