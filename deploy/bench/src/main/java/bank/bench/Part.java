package bank.bench;

/** The parts of the benchmark, each of which can be had alone. */
enum Part {
    DEPOSITS,
    TRANSFERS,
    START,
    IDLE,
    VERIFY,
    VIEWS,
    ENCRYPTION,
    METRICS,
    SIZE,
    FEED
}
