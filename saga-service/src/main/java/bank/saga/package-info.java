@NullMarked
package bank.saga;

import org.jspecify.annotations.NullMarked;
