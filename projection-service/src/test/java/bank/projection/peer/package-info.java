@NullMarked
package bank.projection.peer;

import org.jspecify.annotations.NullMarked;
