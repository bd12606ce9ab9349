package bank.wrong.es;

import bank.wrong.account.AccountState;

/** A class of the core that knows an aggregate. */
public record KnowsAnAccount(AccountState account) {}
