package bank.processor;

import bank.es.Send;
import bank.wire.Reply;
import bank.wire.Snapshot;
import java.util.List;

/**
 * What a command comes to.
 *
 * @param reply what its caller hears
 * @param events the events to write
 * @param after the aggregate after them
 * @param sends the commands that its saga sends then
 * @param answeredAtEnd whether the caller hears it only when the saga has ended
 * @param ended whether the saga has ended with it
 */
record Decision(
        Reply reply, List<NewEvent> events, Snapshot after, List<Send> sends, boolean answeredAtEnd, boolean ended) {

    /** A reply, and the aggregate as it was. */
    static Decision unchanged(Reply reply, Snapshot unchanged) {
        return new Decision(reply, List.of(), unchanged, List.of(), false, false);
    }
}
