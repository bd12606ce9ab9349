package bank.processor;

import java.util.Optional;

/** What the metadata of a committed offset says about who owns the partition. */
record Ownership(Optional<String> owner) {

    private static final String OWNED_BY = "owner ";
    private static final String RELEASED = "released";

    static Ownership by(String owner) {
        return new Ownership(Optional.of(owner));
    }

    static Ownership released() {
        return new Ownership(Optional.empty());
    }

    static Ownership parse(String metadata) {
        return metadata.startsWith(OWNED_BY) ? by(metadata.substring(OWNED_BY.length())) : released();
    }

    String metadata() {
        return owner.map(name -> OWNED_BY + name).orElse(RELEASED);
    }
}
