//! A value that comes later, to one waiting reader.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// The giving and the waiting end at once; `clone` it, give on one, await the other.
pub struct Answer<T>(Rc<RefCell<Waiting<T>>>);

struct Waiting<T> {
    value: Option<T>,
    waker: Option<Waker>,
}

impl<T> Answer<T> {
    /// Nothing given yet.
    pub fn new() -> Answer<T> {
        Answer(Rc::new(RefCell::new(Waiting {
            value: None,
            waker: None,
        })))
    }

    /// Gives the value and wakes the reader.
    pub fn give(&self, value: T) {
        let mut waiting = self.0.borrow_mut();
        waiting.value = Some(value);
        let waker = waiting.waker.take();
        drop(waiting);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Default for Answer<T> {
    fn default() -> Answer<T> {
        Answer::new()
    }
}

impl<T> Clone for Answer<T> {
    fn clone(&self) -> Answer<T> {
        Answer(Rc::clone(&self.0))
    }
}

impl<T> Future for Answer<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut waiting = self.0.borrow_mut();
        match waiting.value.take() {
            Some(value) => Poll::Ready(value),
            None => {
                waiting.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
