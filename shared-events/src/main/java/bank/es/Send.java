package bank.es;

import java.util.OptionalLong;

/**
 * A command that a saga sends.
 *
 * @param aggregateType the type of the aggregate that gets it
 * @param aggregateId that aggregate's id, in the saga's own tenant
 * @param step the step's name, unique within the saga: a retry of the step is the same command again
 * @param command the command
 * @param expectedVersion the version that the aggregate must have, if that matters
 */
public record Send(
        String aggregateType, String aggregateId, String step, Command command, OptionalLong expectedVersion) {}
