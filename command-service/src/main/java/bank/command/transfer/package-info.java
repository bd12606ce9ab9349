@NullMarked
package bank.command.transfer;

import org.jspecify.annotations.NullMarked;
