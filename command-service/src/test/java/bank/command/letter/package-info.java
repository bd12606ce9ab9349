@NullMarked
package bank.command.letter;

import org.jspecify.annotations.NullMarked;
