package bank.es;

import java.util.Optional;

/** A command that brings a record along: it goes to its topic in the same transaction as the command's events. */
public interface Carrier extends Command {

    /** The record; none where the command's events are all that it does. */
    Optional<Parcel> parcel();
}
