package bank.wrong.order;

import bank.wrong.account.AccountState;

/** An order that looks into an account. */
public record KnowsAnAccountsState(AccountState account) {}
