/** A cluster in containers, and its callers. */
@NullMarked
package bank.bench.cluster;

import org.jspecify.annotations.NullMarked;
