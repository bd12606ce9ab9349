package bank.wrong.person;

import com.fasterxml.jackson.databind.JsonNode;

/** A person that knows a library. */
public record KnowsALibrary(JsonNode name) {}
