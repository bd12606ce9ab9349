package bank.wrong.letter;

import com.fasterxml.jackson.databind.JsonNode;

/** A decision on a dead letter that knows a library. */
public record KnowsALibrary(JsonNode reason) {}
