/** How our sources must read, as a test. */
@NullMarked
package bank.style;

import org.jspecify.annotations.NullMarked;
