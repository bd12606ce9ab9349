package bank.wrong;

/** The register of the classes that are wrong on purpose, so that the rules of architecture are seen to fail. */
public record Aggregates() {}
