package bank.bench;

/**
 * What the bank uses when nobody asks anything.
 *
 * @param percentOfCore how much of one core
 * @param memoryMegabytes how much memory it holds, 0 where it cannot be told
 */
record IdleFigures(double percentOfCore, double memoryMegabytes) {}
