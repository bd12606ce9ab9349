package bank.wrong.projection;

import bank.wrong.command.KnowsTheSagas;

/** A service that knows another. */
public record KnowsTheCommands(KnowsTheSagas other) {}
