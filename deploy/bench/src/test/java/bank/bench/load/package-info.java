@NullMarked
package bank.bench.load;

import org.jspecify.annotations.NullMarked;
