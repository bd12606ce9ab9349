@NullMarked
package bank.bench.replay;

import org.jspecify.annotations.NullMarked;
