/** Spans of what happens to a request, from HTTP to the views. */
@NullMarked
package bank.trace;

import org.jspecify.annotations.NullMarked;
