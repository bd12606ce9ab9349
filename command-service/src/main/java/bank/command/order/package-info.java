@NullMarked
package bank.command.order;

import org.jspecify.annotations.NullMarked;
