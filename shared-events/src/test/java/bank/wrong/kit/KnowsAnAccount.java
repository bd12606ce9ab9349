package bank.wrong.kit;

import bank.wrong.account.AccountState;

/** A class of the kit that knows an aggregate. */
public record KnowsAnAccount(AccountState account) {}
