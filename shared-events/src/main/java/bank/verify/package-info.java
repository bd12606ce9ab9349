/** Checks whole event topics from their stored bytes. */
@NullMarked
package bank.verify;

import org.jspecify.annotations.NullMarked;
