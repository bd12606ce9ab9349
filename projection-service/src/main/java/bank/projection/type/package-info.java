/** What an aggregate type brings with it to be asked for. */
@NullMarked
package bank.projection.type;

import org.jspecify.annotations.NullMarked;
