/** The commands of {@code ./bank} that ask a running bank, or its Kafka, something. */
@NullMarked
package bank.cli;

import org.jspecify.annotations.NullMarked;
