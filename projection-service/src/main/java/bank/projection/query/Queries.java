package bank.projection.query;

import bank.wire.Domain;

/**
 * What every query works with.
 *
 * @param domain the aggregate types of the system
 * @param views the partitions' views
 * @param pool where queries run
 * @param minVersion answers for one aggregate, as new as the caller needs it
 * @param personal makes personal data readable
 * @param overdue which sagas wait too long
 * @param finality whether an answer as of a time can still change
 * @param stored the events as they are stored
 */
public record Queries(
        Domain domain,
        PartitionViews views,
        QueryPool pool,
        MinVersion minVersion,
        PersonalView personal,
        OverdueSagas overdue,
        Finality finality,
        StoredStreams stored) {}
