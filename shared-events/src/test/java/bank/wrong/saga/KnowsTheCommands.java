package bank.wrong.saga;

import bank.wrong.command.KnowsTheSagas;

/** A service that knows another. */
public record KnowsTheCommands(KnowsTheSagas other) {}
