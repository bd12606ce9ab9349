/** Views that are built anew beside the live ones, and take their place. */
@NullMarked
package bank.projection.rebuild;

import org.jspecify.annotations.NullMarked;
