@NullMarked
package bank.bench.machine;

import org.jspecify.annotations.NullMarked;
