package bank.bench;

/**
 * How much is done and for how long.
 *
 * @param accounts how many accounts are opened before the load
 * @param restartAccounts how many there are when a start after a kill is measured
 * @param warmUpMillis how long a fresh system is driven before anything is measured
 * @param settleMillis how long each number of clients asks before it is measured
 * @param measureMillis how long it is measured
 * @param idleSettleMillis how long nobody asks anything before idleness is watched
 * @param idleMillis how long it is watched
 */
record Schedule(
        int accounts,
        int restartAccounts,
        long warmUpMillis,
        long settleMillis,
        long measureMillis,
        long idleSettleMillis,
        long idleMillis) {

    static final Schedule FULL = new Schedule(10_000, 100_000, 60_000, 2_000, 6_000, 60_000, 20_000);
    static final Schedule QUICK = new Schedule(2_000, 10_000, 4_000, 500, 2_000, 5_000, 5_000);
}
