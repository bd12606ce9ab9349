package bank.wrong.transfer;

import bank.wrong.account.AccountState;
import com.fasterxml.jackson.databind.JsonNode;

/** A transfer that looks into an account and knows a library. */
public record KnowsAnAccountsState(AccountState account, JsonNode json) {}
