@NullMarked
package bank.bench.floor;

import org.jspecify.annotations.NullMarked;
