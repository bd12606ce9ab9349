package bank.projection.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.StreamId;
import bank.http.Answer;
import bank.wire.Ids;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What the queries have in common in their form. */
public final class Ask {

    public static final String AFTER = "after";
    public static final String LIMIT = "limit";
    public static final int LIMIT_OTHERWISE = 100;

    /** The one tenant, until callers sign in. */
    private static final String TENANT = "main";

    private Ask() {}

    public static StreamId stream(String type, String id) {
        return new StreamId(TENANT, type, id);
    }

    /** Whether a cursor's place is a stream's key. */
    public static boolean isStreamKey(byte[] place) {
        String key = new String(place, UTF_8);
        return key.startsWith(TENANT + "/")
                && Ids.FORM.matcher(key.substring(TENANT.length() + 1)).matches();
    }

    /** The answer that is the aggregate at its version. */
    public static Answer tagged(ObjectNode document, long version) {
        return Answer.json(200, document).with("ETag", "\"" + version + "\"");
    }

    /** Says where the list goes on, null where it ends. */
    public static ObjectNode next(ObjectNode list, Optional<String> cursor) {
        cursor.ifPresentOrElse(text -> list.put("next", text), () -> list.putNull("next"));
        return list;
    }
}
