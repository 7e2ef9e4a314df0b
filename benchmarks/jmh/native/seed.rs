//! The seed's algorithm without a virtual machine: one word, compare-and-set, as in the Java class
//! `SeedAlgorithm`. Prints `native.seed.THREADS=NANOSECONDS` for acquire + call + release, the median of
//! the repetitions. Needs nothing but the standard library: `rustc -O seed.rs`.
//!
//! The argument is how many milliseconds a repetition takes.

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::Barrier;
use std::time::{Duration, Instant};

const RUNDOWN: u64 = 1;
const ONE_USE: u64 = 2;
const REPETITIONS: usize = 7;
const CALLS_BETWEEN_LOOKS: u64 = 256;

/// Alone in its cache lines, like the word in Java.
#[repr(align(128))]
struct Word(AtomicU64);

impl Word {
    fn try_acquire(&self) -> bool {
        let mut seen = self.0.load(Ordering::Relaxed);
        while seen & RUNDOWN == 0 {
            match self.0.compare_exchange_weak(seen, seen + ONE_USE, Ordering::Acquire, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(now) => seen = now,
            }
        }
        false
    }

    /// True if it was the last use of a run-down, and somebody is to be woken.
    fn release(&self) -> bool {
        let mut seen = self.0.load(Ordering::Relaxed);
        loop {
            let next = seen - ONE_USE;
            match self.0.compare_exchange_weak(seen, next, Ordering::Release, Ordering::Relaxed) {
                Ok(_) => return next == RUNDOWN,
                Err(now) => seen = now,
            }
        }
    }
}

fn use_until(word: &Word, stop: &AtomicBool) -> u64 {
    let mut calls = 0;
    while !stop.load(Ordering::Relaxed) {
        for _ in 0..CALLS_BETWEEN_LOOKS {
            assert!(word.try_acquire());
            calls = black_box(calls + 1);
            assert!(!word.release());
        }
    }
    calls
}

fn nanos_a_call(threads: usize, time: Duration) -> f64 {
    let word = Word(AtomicU64::new(0));
    let stop = AtomicBool::new(false);
    let start = Barrier::new(threads + 1);
    std::thread::scope(|scope| {
        let users: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    start.wait();
                    let begun = Instant::now();
                    let calls = use_until(&word, &stop);
                    begun.elapsed().as_nanos() as f64 / calls as f64
                })
            })
            .collect();
        start.wait();
        std::thread::sleep(time);
        stop.store(true, Ordering::Relaxed);
        let each: Vec<f64> = users.into_iter().map(|user| user.join().unwrap()).collect();
        each.iter().sum::<f64>() / threads as f64
    })
}

fn main() {
    let millis = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(500);
    for threads in [1, 2, 4] {
        let mut nanos: Vec<f64> =
            (0..REPETITIONS).map(|_| nanos_a_call(threads, Duration::from_millis(millis))).collect();
        nanos.sort_by(f64::total_cmp);
        println!("native.seed.{}={:.2}", threads, nanos[REPETITIONS / 2]);
    }
}
