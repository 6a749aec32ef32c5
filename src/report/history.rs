//! What can be undone and done again.

/// The states before and after the one that is there, nearest last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History<T> {
    past: Vec<T>,
    future: Vec<T>,
    /// Whether the newest step goes on: what is typed letter by letter is one step.
    goes_on: bool,
}

/// So many steps are kept.
const MOST: usize = 200;

impl<T> Default for History<T> {
    fn default() -> History<T> {
        History {
            past: Vec::new(),
            future: Vec::new(),
            goes_on: false,
        }
    }
}

impl<T> History<T> {
    /// A step was made away from this state. Steps that go on, one right after the other, are one.
    pub fn step(&mut self, before: T, goes_on: bool) {
        self.future.clear();
        if goes_on && self.goes_on && !self.past.is_empty() {
            return;
        }
        self.goes_on = goes_on;
        if self.past.len() == MOST {
            self.past.remove(0);
        }
        self.past.push(before);
    }

    /// The state before the newest step, given the one that is there.
    pub fn undo(&mut self, now: T) -> Option<T> {
        let before = self.past.pop()?;
        self.goes_on = false;
        self.future.push(now);
        Some(before)
    }

    /// The state after the step that was undone last, given the one that is there.
    pub fn redo(&mut self, now: T) -> Option<T> {
        let after = self.future.pop()?;
        self.goes_on = false;
        self.past.push(now);
        Some(after)
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn undo_is_the_inverse_of_every_walk(steps in proptest::collection::vec((0u8..4, any::<u8>()), 1..80)) {
            let mut history = History::default();
            let mut now = 0u8;
            // What undo has to find, told apart from the history itself.
            let mut past: Vec<u8> = Vec::new();
            let mut future: Vec<u8> = Vec::new();
            for (kind, next) in steps {
                match kind {
                    0 | 1 => {
                        history.step(now, false);
                        past.push(now);
                        future.clear();
                        now = next;
                    }
                    2 => match history.undo(now) {
                        Some(before) => {
                            prop_assert_eq!(Some(before), past.pop());
                            future.push(now);
                            now = before;
                        }
                        None => prop_assert!(past.is_empty()),
                    },
                    _ => match history.redo(now) {
                        Some(after) => {
                            prop_assert_eq!(Some(after), future.pop());
                            past.push(now);
                            now = after;
                        }
                        None => prop_assert!(future.is_empty()),
                    },
                }
            }
            while let Some(before) = history.undo(now) {
                now = before;
            }
            prop_assert_eq!(now, 0);
        }
    }

    #[test]
    fn what_is_typed_letter_by_letter_is_one_step() {
        let mut history = History::default();
        history.step(0, true);
        history.step(1, true);
        history.step(2, true);
        assert_eq!(history.undo(3), Some(0));
        assert_eq!(history.redo(0), Some(3));
        history.step(3, true);
        assert_eq!(history.undo(4), Some(3));
    }

    #[test]
    fn the_oldest_steps_are_let_go() {
        let mut history = History::default();
        (0..300).for_each(|n| history.step(n, false));
        let mut now = 300;
        while let Some(before) = history.undo(now) {
            now = before;
        }
        assert_eq!(now, 100);
    }
}
