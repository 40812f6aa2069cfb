//! How a dialog is closed whose answer is no longer wanted.

use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;

/// Shared by the window, which closes, and the thread that waits for the answer.
#[derive(Default)]
pub(super) struct Closing(Mutex<State>);

#[derive(Default)]
struct State {
    is_closed: bool,
    close: Option<Box<dyn FnOnce() + Send>>,
}

impl Closing {
    /// How that is done from now on; done at once where the dialog is not wanted any more.
    pub(super) fn by(&self, close: impl FnOnce() + Send + 'static) {
        {
            let mut state = self.state();
            if !state.is_closed {
                state.close = Some(Box::new(close));
                return;
            }
        }
        close();
    }

    /// The answer is not wanted.
    pub(super) fn close(&self) {
        let close = {
            let mut state = self.state();
            state.is_closed = true;
            state.close.take()
        };
        if let Some(close) = close {
            close();
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.state().is_closed
    }

    /// Waits until it is closed.
    pub(super) async fn closed(&self) {
        poll_fn(|cx| {
            if self.is_closed() {
                return Poll::Ready(());
            }
            let waker = cx.waker().clone();
            self.by(move || waker.wake());
            Poll::Pending
        })
        .await;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Closing;
    use std::pin::pin;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, mpsc};
    use std::task::{Context, Wake};

    #[test]
    fn what_closes_a_dialog_is_done_once_whichever_comes_first() {
        let (sender, done) = mpsc::channel();
        let say = |words: &'static str| {
            let sender = sender.clone();
            move || sender.send(words).unwrap()
        };
        let closing = Closing::default();
        closing.by(say("replaced"));
        closing.by(say("closed"));
        assert!(!closing.is_closed());
        closing.close();
        closing.close();
        closing.by(say("late"));
        assert!(closing.is_closed());
        assert_eq!(done.try_iter().collect::<Vec<_>>(), ["closed", "late"]);
    }

    #[derive(Default)]
    struct Woken(AtomicUsize);

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn whoever_waits_is_woken() {
        let (closing, woken) = (Closing::default(), Arc::new(Woken::default()));
        let waker = Arc::clone(&woken).into();
        let mut cx = Context::from_waker(&waker);
        let mut closed = pin!(closing.closed());
        assert!(closed.as_mut().poll(&mut cx).is_pending());
        assert_eq!(woken.0.load(Ordering::Relaxed), 0);
        closing.close();
        assert_eq!(woken.0.load(Ordering::Relaxed), 1);
        assert!(closed.as_mut().poll(&mut cx).is_ready());
    }
}
