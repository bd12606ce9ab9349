package bank.bench.load;

/**
 * What the load generator is to do once.
 *
 * @param port where the system under test listens, on 127.0.0.1
 * @param pid its process, whose CPU time is read when the measuring begins
 * @param scenario what is asked for
 * @param clients how many clients ask, each waiting for its answer before it asks again
 * @param accounts how many accounts there are, or are to be opened
 * @param warmUpMillis how long the clients ask before the measuring begins
 * @param measureMillis how long it is measured; opening ends when all accounts are open
 */
public record LoadOrder(
        int port, long pid, Scenario scenario, int clients, int accounts, long warmUpMillis, long measureMillis) {}
