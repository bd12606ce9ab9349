package bank.personal;

import bank.es.StreamId;

/** Whose keys encrypt the personal data of a stream: each stream is a subject of its own, also where ids are the same. */
public final class Subjects {

    private static final String FIRST_TYPE = "account";
    private static final char BEHIND_TYPE = '.';

    private Subjects() {}

    /** The subject's name. No id holds a dot, so no account's is that of another type; accounts were there first. */
    public static String of(StreamId stream) {
        return stream.type().equals(FIRST_TYPE)
                ? stream.key()
                : stream.tenant() + "/" + stream.type() + BEHIND_TYPE + stream.id();
    }
}
