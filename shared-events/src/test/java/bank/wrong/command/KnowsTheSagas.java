package bank.wrong.command;

import bank.wrong.saga.KnowsTheCommands;

/** A service that knows another. */
public record KnowsTheSagas(KnowsTheCommands other) {}
