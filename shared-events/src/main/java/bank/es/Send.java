package bank.es;

import java.util.OptionalLong;

/**
 * A command that a saga sends.
 *
 * @param aggregateType the type of the aggregate that gets it
 * @param aggregateId that aggregate's id, in the saga's own tenant
 * @param step the step's name, and which attempt at it this is where that matters: with the saga's id, the command's id
 * @param command the command
 * @param expectedVersion the version that the aggregate must have, if that matters
 */
public record Send(
        String aggregateType, String aggregateId, String step, Command command, OptionalLong expectedVersion) {}
