package bank.bench;

import bank.bench.machine.Machine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a benchmark found out, as it is written as JSON.
 *
 * @param at when it began
 * @param machine the machine that it ran on
 * @param options the options of the JVMs under test
 * @param quick whether it was a first impression only
 * @param rounds of how many rounds the medians are
 * @param schedule how much was done and for how long
 * @param loads the figures under load
 * @param start the figures of starts and stops
 * @param idle the figures of idleness
 * @param comparisons the figures of systems that were compared over the same events
 * @param goals the goals, beside what was reached
 */
record Report(
        String at,
        Machine machine,
        List<String> options,
        boolean quick,
        int rounds,
        Schedule schedule,
        List<LoadFigures.Row> loads,
        Optional<StartFigures> start,
        Optional<IdleFigures> idle,
        Map<Part, Comparison.Table> comparisons,
        List<Goal> goals) {}
