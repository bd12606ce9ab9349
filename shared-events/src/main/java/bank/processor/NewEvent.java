package bank.processor;

import bank.es.Envelope;

/**
 * An event that a command has led to.
 *
 * @param envelope the event, its data in clear
 * @param value its data as it is stored
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NewEvent(Envelope envelope, byte[] value) {}
