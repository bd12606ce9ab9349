/** What was set aside. */
@NullMarked
package bank.projection.letter;

import org.jspecify.annotations.NullMarked;
