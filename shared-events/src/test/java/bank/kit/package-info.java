/** What tests of every module speak with: given-when-then, seeded values, a bank in memory, and a Kafka to test on. */
@NullMarked
package bank.kit;

import org.jspecify.annotations.NullMarked;
