@NullMarked
package bank.bench.history;

import org.jspecify.annotations.NullMarked;
