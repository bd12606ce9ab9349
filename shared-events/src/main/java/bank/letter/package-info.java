/** What operators decide on dead letters. */
@NullMarked
package bank.letter;

import org.jspecify.annotations.NullMarked;
