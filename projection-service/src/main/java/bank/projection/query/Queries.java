package bank.projection.query;

/**
 * What every query works with.
 *
 * @param views the partitions' views
 * @param pool where queries run
 * @param minVersion answers for one aggregate, as new as the caller needs it
 * @param personal makes personal data readable
 */
public record Queries(PartitionViews views, QueryPool pool, MinVersion minVersion, PersonalView personal) {}
