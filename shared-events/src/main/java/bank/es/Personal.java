package bank.es;

/** A personal datum as the domain sees it: ciphertext that it carries along and cannot read. */
public record Personal(String ciphertext) {}
