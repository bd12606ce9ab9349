package bank.wrong.account;

import com.fasterxml.jackson.databind.JsonNode;

/** A class of an aggregate that knows a library. */
public record AccountState(JsonNode state) {}
