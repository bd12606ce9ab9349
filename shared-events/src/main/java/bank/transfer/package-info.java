@NullMarked
package bank.transfer;

import org.jspecify.annotations.NullMarked;
