package bank.verify;

/**
 * One thing that is wrong on a topic.
 *
 * @param offset where the record stands, or -1 where it is missing
 * @param stream the key of the record: tenant and aggregate
 * @param problem what is wrong, as a sentence without its subject
 */
public record Finding(String topic, int partition, long offset, String stream, String problem) {}
