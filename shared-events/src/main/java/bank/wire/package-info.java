@NullMarked
package bank.wire;

import org.jspecify.annotations.NullMarked;
