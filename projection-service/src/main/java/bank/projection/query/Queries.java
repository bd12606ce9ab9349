package bank.projection.query;

/**
 * What every query works with.
 *
 * @param views the partitions' views
 * @param pool where queries run
 * @param minVersion answers for one aggregate, as new as the caller needs it
 * @param personal makes personal data readable
 * @param finality whether an answer as of a time can still change
 * @param stored the events as they are stored
 */
public record Queries(
        PartitionViews views,
        QueryPool pool,
        MinVersion minVersion,
        PersonalView personal,
        Finality finality,
        StoredStreams stored) {}
