/** What operators decide on dead letters. */
@NullMarked
package bank.command.letter;

import org.jspecify.annotations.NullMarked;
