package bank.projection.query;

import bank.es.StreamId;
import bank.verify.StreamIntegrity;
import java.util.List;

/** The streams as they are stored on their topics, for those who do not want to believe a view. */
public interface StoredStreams {

    /** Checks the events of a stream that stand at those offsets, which ascend; what is not there does not verify. */
    StreamIntegrity check(StreamId stream, List<Long> offsets);
}
