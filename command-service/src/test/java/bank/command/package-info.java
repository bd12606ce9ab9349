@NullMarked
package bank.command;

import org.jspecify.annotations.NullMarked;
