package bank.es;

/**
 * One aggregate's stream of events.
 *
 * @param tenant whose it is; part of the identity from the first event on
 * @param type the aggregate type's name
 * @param id the aggregate's id, unique within its tenant and type
 */
public record StreamId(String tenant, String type, String id) {

    /** The key of its records on every topic: {@code TENANT/ID}. */
    public String key() {
        return tenant + "/" + id;
    }

    /** Whether a record's key is that of a stream. */
    public static boolean isKey(String key) {
        int slash = key.indexOf('/');
        return slash >= 1 && slash < key.length() - 1;
    }

    /** The stream of a record's key on a topic of {@code type}. */
    public static StreamId ofKey(String type, String key) {
        if (!isKey(key)) {
            throw new IllegalArgumentException("The key is not TENANT/ID");
        }
        int slash = key.indexOf('/');
        return new StreamId(key.substring(0, slash), type, key.substring(slash + 1));
    }
}
