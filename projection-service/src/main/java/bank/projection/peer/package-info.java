/** Several instances as one: what another has is read from it. */
@NullMarked
package bank.projection.peer;

import org.jspecify.annotations.NullMarked;
