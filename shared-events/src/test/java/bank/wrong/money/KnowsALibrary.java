package bank.wrong.money;

import com.fasterxml.jackson.databind.JsonNode;

/** Money that knows a library. */
public record KnowsALibrary(JsonNode amount) {}
