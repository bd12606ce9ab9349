@NullMarked
package bank.projection.transfer;

import org.jspecify.annotations.NullMarked;
