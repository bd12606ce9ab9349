package bank.bench;

import java.util.List;

/**
 * How long the bank takes until it is ready, in milliseconds, a figure per round.
 *
 * @param first from nothing, on an empty folder
 * @param accounts how many accounts there were for the other figures
 * @param afterStop after it was stopped
 * @param afterKill after it was killed while 16 clients were asking
 * @param stop how long it took to stop
 * @param errorsAfterKill how many of the first requests after such a start failed, over all rounds
 */
record StartFigures(
        List<Double> first,
        int accounts,
        List<Double> afterStop,
        List<Double> afterKill,
        List<Double> stop,
        long errorsAfterKill) {}
